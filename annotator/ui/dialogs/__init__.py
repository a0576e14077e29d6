"""THE DIALOGS: imported when first used, but for the welcome page, which is what one sees first."""

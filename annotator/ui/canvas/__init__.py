"""The reading canvas, one article with its marks: `view.Canvas` and its look, `theme.CanvasTheme`."""

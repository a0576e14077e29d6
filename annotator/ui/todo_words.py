"""The to-dos of marks as people read them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.model.filters import Todo


def todo_words() -> dict[Todo, str]:
    """Each to-do of `model.filters.TODOS` in words."""

    def tr(words: str) -> str:
        return QCoreApplication.translate("Todos", words)

    return {
        "source": tr("Claim without a source"),
        "target": tr("Sentiment without a target"),
        "entity": tr("Entity missing"),
        "value": tr("Required value missing"),
        "older": tr("Made under an older scheme"),
        "paragraph": tr("Runs across paragraphs"),
        "edges": tr("Blank at its edge"),
        "twice": tr("Marked twice by one coder"),
        "strange": tr("Value that the scheme lacks"),
    }

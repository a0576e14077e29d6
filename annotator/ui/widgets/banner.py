"""The banner above the text: what went wrong or holds now, and what to do about it. It moves nothing away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QToolButton, QWidget

from annotator.ui.icons import icon
from annotator.ui.widgets.parts import cleared, label, restyle, row

Offer = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """One sentence with offers. Shown until the matter is settled or the person closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.topic = ""
        self.words = label("", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._offers = row(spacing=8)
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self.hide)
        box = row(self, spacing=12, margins=(14, 7, 8, 7))
        box.addWidget(self.words, 1)
        box.addLayout(self._offers)
        box.addWidget(self._close)
        self.hide()

    def tell(
        self,
        topic: str,
        sentence: str,
        *,
        kind: Literal["danger", "notice"] = "danger",
        offers: Sequence[Offer] = (),
    ) -> None:
        """Show a sentence. `topic` names the matter, so that `settle` closes only its own message."""
        if self.isVisible() and (topic, sentence) == (self.topic, self.words.text()):
            return
        self.topic = topic
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        restyle(self, "kind", kind)
        self._close.setIcon(icon("close"))
        cleared(self._offers)
        for text, action in offers:
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, act=action: act())
            self._offers.addWidget(button)
        self.show()

    def settle(self, topic: str) -> None:
        """The matter is over: close the message if it is about that."""
        if self.topic == topic:
            self.hide()
            self.topic = ""

"""How well coders agree: coefficients, matching of marks, unitizing, intervals, the whole report."""

from annotator.analysis.agreement.coefficients import (
    Coefficient,
    Level,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
)
from annotator.analysis.agreement.gamma import Unit, gamma
from annotator.analysis.agreement.matching import Difference, Match, differences, match_any, match_marks
from annotator.analysis.agreement.measure import agreement
from annotator.analysis.agreement.result import (
    AgreementReport,
    ArticleFigures,
    CoderFigures,
    Confusion,
    Figure,
)
from annotator.analysis.agreement.unitizing import Segment, Unitizing, segments, unitizing_alphas

__all__ = [
    "AgreementReport",
    "ArticleFigures",
    "CoderFigures",
    "Coefficient",
    "Confusion",
    "Difference",
    "Figure",
    "Level",
    "Match",
    "Segment",
    "Unit",
    "Unitizing",
    "agreement",
    "cohen_kappa",
    "differences",
    "fleiss_kappa",
    "gamma",
    "gwet_ac1",
    "krippendorff_alpha",
    "match_any",
    "match_marks",
    "percent_agreement",
    "scott_pi",
    "segments",
    "unitizing_alphas",
]

"""Programs, trainings and the framework with its four levels."""

from programs.models.framework import FrameworkPage, LevelPage
from programs.models.program import ProgramIndexPage, ProgramPage
from programs.models.training import TrainingIndexPage, TrainingPage

__all__ = [
    "FrameworkPage",
    "LevelPage",
    "ProgramIndexPage",
    "ProgramPage",
    "TrainingIndexPage",
    "TrainingPage",
]

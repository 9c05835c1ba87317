"""The trade-off as a picture, and who pays for drawing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import Image

from bot.core.decision import Thresholds
from bot.core.model import Status
from bot.evaluation.calibration import Goal, calibrate
from bot.evaluation.charts import trade_off_png
from bot.evaluation.rehearsal import Rehearsal, Trial
from tests.evaluation.labels import label


class _Answered(Rehearsal):
    """One question, right by one set of thresholds like by any other."""

    def __init__(self) -> None:
        self.questions = (label("answerable", articles=["a"]),)

    def trials(self, thresholds: Thresholds) -> tuple[Trial, ...]:
        return (Trial(self.questions[0], Status.ANSWERED, right=True),)


def test_the_trade_off_is_a_picture_and_the_same_one_each_time(tmp_path: Path) -> None:
    found = calibrate(_Answered(), Thresholds(), Goal(0.02))
    content = trade_off_png(found)
    assert content == trade_off_png(found)
    (tmp_path / "trade-off.png").write_bytes(content)
    with Image.open(tmp_path / "trade-off.png") as picture:
        assert (picture.format, picture.width > picture.height) == ("PNG", True)
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 10


def test_what_answers_does_not_load_what_draws() -> None:
    """That it does not is what keeps the start of `footnote ask` quick."""
    program = "import sys, bot.cli, bot.app, bot.cli.ask; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False).returncode == 0

"""The script's checks for pytest, a test a function."""

import pytest
import script


@pytest.mark.parametrize("name", script.FUNCTIONS)
def test_function(name):
    assert script.check(name)

"""Times and shares as reports write them."""


def clock(milliseconds: int) -> str:
    """A moment or a length as a player shows it: m:ss, whole seconds gone by, with hours in front if there are any."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def seconds(milliseconds: int) -> str:
    """A length in seconds, to a tenth."""
    return f"{milliseconds / 1000:.1f}"


def percent(share: float) -> str:
    """A share of one, to a tenth of a percent; nothing that is not whole reads as whole."""
    tenths = round(share * 1000)
    if tenths == 1000 and share < 1:
        tenths = 999
    if tenths == 0 and share > 0:
        tenths = 1
    return f"{tenths // 10} %" if tenths % 10 == 0 else f"{tenths / 10:.1f} %"

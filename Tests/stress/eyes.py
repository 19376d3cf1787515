"""Draws what a terminal shows as a picture, and reads QR codes from pictures. Runs where Pillow and zxing-cpp are.

    eyes.py read PICTURE...                      the texts found, as JSON, a list for each picture
    eyes.py draw TEXT PICTURE FONT dark|light    the terminal's text, drawn cell by cell
"""

import json
import sys

from PIL import Image, ImageDraw, ImageFont

BASIC = ["#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5"]


def read(paths):
    import zxingcpp

    # QR codes only: in a page full of them, lines of text and modules pass for a bar code now and then.
    only = zxingcpp.BarcodeFormat.QRCode
    found = [
        [code.text for code in zxingcpp.read_barcodes(Image.open(path).convert("L"), formats=only)] for path in paths]
    json.dump(found, sys.stdout)


def indexed(number):
    """Colours 16 to 231: a cube of six steps."""
    steps = [0, 95, 135, 175, 215, 255]
    number -= 16
    return "#" + "".join(f"{steps[number // 6**place % 6]:02x}" for place in (2, 1, 0))


def style(numbers, ink, paper, usual):
    """ECMA-48, SGR."""
    numbers = numbers or [0]
    while numbers:
        number = numbers.pop(0)
        if number == 0:
            ink, paper = usual
        elif number == 7:
            ink, paper = paper, ink
        elif 30 <= number <= 37:
            ink = BASIC[number - 30]
        elif 40 <= number <= 47:
            paper = BASIC[number - 40]
        elif number == 97:
            ink = "#ffffff"
        elif number == 107:
            paper = "#ffffff"
        elif number in (38, 48) and numbers[:1] == [5]:
            color = indexed(numbers[1])
            ink, paper = (color, paper) if number == 38 else (ink, color)
            del numbers[:2]
    return ink, paper


def draw(source, target, font, ground):
    usual = ("#e5e5e5", "#000000") if ground == "dark" else ("#000000", "#ffffff")
    face = ImageFont.truetype(font, 16)
    ascent, descent = face.getmetrics()
    width, height = round(face.getlength("M")), ascent + descent
    with open(source, encoding="utf-8") as file:
        lines = file.read().split("\n")
    picture = Image.new("RGB", (width * 160, height * len(lines)), usual[1])
    canvas = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        (ink, paper), column, place = usual, 0, 0
        while place < len(line):
            if line[place] == "\x1b":
                end = line.index("m", place)
                numbers = [int(number or 0) for number in line[place + 2:end].split(";")]
                ink, paper = style(numbers, ink, paper, usual)
                place = end + 1
                continue
            corner = (column * width, row * height)
            canvas.rectangle([corner, (corner[0] + width - 1, corner[1] + height - 1)], fill=paper)
            canvas.text(corner, line[place], font=face, fill=ink)
            column, place = column + 1, place + 1
    picture.save(target)


if sys.argv[1] == "read":
    read(sys.argv[2:])
else:
    draw(*sys.argv[2:])

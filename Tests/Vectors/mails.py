"""Mails, chats and tickets as they arrive, with documents in them: what Tests/Vectors/mails holds."""
import base64
import quopri
from urllib.parse import quote

from armour_cases import armour
from primitives import CROCKFORD
from samples import license, request

REQUEST, LICENSE = armour("REQUEST", request()), armour("LICENSE", license())
LINES = REQUEST.strip().split("\n")
KIM, DESK = "Kim Larsen <kim@yard.example>", "Activation desk <desk@nordwerft.example>"
SIGNATURE = "-- \nKim Larsen\nNordwerft yard 2, +49 40 5550 99\n"


# The text form (docs/formats.md), as its own implementation.

def crc32c(data):
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82f63b78 if crc & 1 else 0)
    return (crc ^ 0xffffffff).to_bytes(4, "big")


def product32(one, other):
    result = 0
    for bit in range(5):
        if other >> bit & 1:
            result ^= one
        one = one << 1 ^ (0b100101 if one & 16 else 0)
    return result


def groups(letter, document):
    data = document + crc32c(letter.encode() + b"\0" + document)
    bits = "".join(f"{byte:08b}" for byte in data)
    values = [int(bits[i:i + 5].ljust(5, "0"), 2) for i in range(0, len(bits), 5)]
    for number, start in enumerate(range(0, len(values), 9), 1):
        group, check, weight = values[start:start + 9], number & 31, 1
        for value in group:
            weight = product32(weight, 2)
            check ^= product32(value, weight)
        yield "".join(CROCKFORD[value] for value in group + [check])


FORM = "COUNTERSIGN:R/" + "".join(groups("R", request()))
GROUPS = [f"{number:02}. {group[:5]}-{group[5:]}" for number, group in enumerate(groups("R", request()), 1)]


def wrap(text, width, end="\n", before=""):
    return "".join(before + text[i:i + width] + end for i in range(0, len(text), width))


def quoted(text, mark="> "):
    return "".join(f"{mark}{line}\n" for line in text.rstrip("\n").split("\n"))


def qp(text, charset="utf-8"):
    return quopri.encodestring(text.encode(charset)).decode()


def mail(body, kind="text/plain; charset=utf-8", encoding="7bit", more="", subject="Activation"):
    return (f"Return-Path: <kim@yard.example>\nReceived: from mx.yard.example (mx.yard.example [192.0.2.7])\n"
            f"\tby mail.nordwerft.example with ESMTPS id 4F2; Mon, 23 Nov 2026 10:12:03 +0100\n"
            f"From: {KIM}\nTo: {DESK}\nSubject: {subject}\nDate: Mon, 23 Nov 2026 10:12:01 +0100\n"
            f"MIME-Version: 1.0\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n{more}\n{body}")


def part(boundary, body, kind, encoding, more=""):
    return f"--{boundary}\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n{more}\n{body}\n"


def html(text, before='<p class="MsoNormal"><span lang="EN-GB" style="font-family:Consolas">', after="<o:p></o:p></span></p>\n"):
    escape = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
    return "".join(before + (line.translate(escape) or "&nbsp;") + after for line in text.rstrip("\n").split("\n"))


OUTLOOK_HEAD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt} /* a > b */ --></style>
<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026"/></xml><![endif]--></head>
<body lang="EN-GB" link="#0563C1"><div class="WordSection1">
"""


def rtf(text):
    lines = text.replace("\\", "\\\\").replace("-----BEGIN", "\\endash\\endash -BEGIN").rstrip("\n").split("\n")
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Calibri;}{\\f1\\fmodern Consolas;}}\n"
            "{\\colortbl ;\\red0\\green0\\blue255;}{\\*\\generator Riched20 10.0.19041}\\viewkind4\\uc1\n"
            "\\pard\\f0\\fs22 Dear desk,\\par\nh\\'efer it is\\u8230?\\par\n\\f1\\fs20 "
            + "\\par\n".join(lines) + "\\par\n}\n").encode()


def mails():
    """Name, content, kinds of document in order, what text forms there are, remark."""
    letter = f"Dear desk,\n\nplease activate this machine:\n\n{REQUEST}\n{SIGNATURE}"
    crlf = lambda text: text.replace("\n", "\r\n")
    dashes = REQUEST.replace("-----BEGIN", "–––-BEGIN").replace("REQUEST-----\n0", "REQUEST—–\n0")

    yield "outlook-reply.txt", crlf(
        f"{LICENSE}\nKind regards\nActivation desk\n\n-----Original Message-----\nFrom: {KIM}\n"
        f"Sent: Monday, 23 November 2026 10:12\nTo: {DESK}\nSubject: Activation\n\n{dashes}"), "license request", "", \
        "Outlook, plain, the request below, its dashes made longer"
    yield "outlook.html", OUTLOOK_HEAD + html(dashes.replace("–", "&ndash;").replace("—", "&#8212;")).replace(
        "&amp;ndash;", "&ndash;").replace("&amp;#8212;", "&#8212;") + "</div></body></html>\n", "request", "", \
        "Outlook, saved as HTML"
    yield "outlook.rtf", rtf(REQUEST), "request", "", "Outlook, saved as Rich Text"
    rich = OUTLOOK_HEAD + html(letter) + "</div></body></html>\n"
    yield "outlook.eml", crlf(mail(
        "This is a multi-part message in MIME format.\n\n"
        + part("----=_NextPart_000_01DC", qp(letter.replace("\n\n", "\n\xa0\n"), "windows-1252"),
               'text/plain;\n\tcharset="windows-1252"', "quoted-printable")
        + part("----=_NextPart_000_01DC", qp(rich), 'text/html;\n\tcharset="utf-8"', "quoted-printable")
        + "------=_NextPart_000_01DC--\n",
        'multipart/alternative;\n\tboundary="----=_NextPart_000_01DC"')), "request", "", \
        "Outlook, a message with plain text and HTML, quoted-printable"
    yield "outlook-source.txt", qp(rich), "request", "", "the source of Outlook's HTML, without its headers"

    yield "gmail-reply.txt", (f"Here is your license.\n\n{LICENSE}\nOn Mon, Nov 23, 2026 at 10:12 AM Kim Larsen "
                              f"<kim@yard.example> wrote:\n\n{quoted(letter)}"), "license request", "", \
        "Gmail, the request quoted below the license"
    yield "gmail-thread.txt", f"Thanks!\n\n{quoted('Here it is.' + chr(10) + LICENSE + chr(10) + quoted(letter))}", \
        "license request", "", "Gmail, both quoted, one deeper"
    fields = {"before": '<div dir="ltr">', "after": "<br></div>"}
    yield "gmail.eml", crlf(mail(
        part("000000000000a1", wrap(base64.b64encode(letter.encode()).decode(), 76),
             'text/plain; charset="UTF-8"', "base64")
        + part("000000000000a1", wrap(base64.b64encode(html(letter, **fields).encode()).decode(), 76),
               'text/html; charset="UTF-8"', "base64")
        + "--000000000000a1--\n", 'multipart/alternative; boundary="000000000000a1"')), "request", "", \
        "Gmail, a message with plain text and HTML, Base 64"
    yield "gmail-web.html", ('<div class="gmail_quote"><blockquote style="border-left:1px #ccc solid">'
                             + html(REQUEST.replace("=", "<wbr>="), "", "<br>") + "</blockquote></div>"), \
        "request", "", "Gmail, copied from the page with its tags"

    yield "apple-mail.txt", (f"Hello,\n\n> On 23. Nov 2026, at 10:12, Kim Larsen <kim@yard.example> wrote:\n>\xa0\n"
                             + quoted(quoted(REQUEST.replace("COUNTERSIGN REQUEST", "COUNTERSIGN\xa0REQUEST")))), "request", "", \
        "Apple Mail, quoted twice, with spaces that do not break"
    attachment = ('Content-Disposition: attachment;\n\tfilename=monday.request\n')
    yield "apple-mail.eml", mail(
        part("Apple-Mail=_7F", "The request is attached.\n", "text/plain;\n\tcharset=us-ascii", "7bit")
        + part("Apple-Mail=_7F", wrap(base64.b64encode(REQUEST.encode()).decode(), 76),
               "application/octet-stream;\n\tx-unix-mode=0644;\n\tname=monday.request", "base64", attachment)
        + part("Apple-Mail=_7F", "\n\nKim\n", "text/plain;\n\tcharset=us-ascii", "7bit")
        + "--Apple-Mail=_7F--\n", 'multipart/mixed;\n\tboundary="Apple-Mail=_7F"'), "request", "", \
        "Apple Mail, attached"

    flowed = "".join(line[:66] + " \n" + (f"{line[66:]}\n" if line[66:] else "") for line in LINES)
    yield "thunderbird.eml", crlf(mail(f"Am 23.11.26 um 10:12 schrieb Kim Larsen:\n{quoted(flowed)}\n{SIGNATURE}",
                                       "text/plain; charset=UTF-8; format=flowed", "8bit")), "request", "", \
        "Thunderbird, flowed and quoted"
    yield "phone.txt", f"Hi, {' '.join(LINES)} Sent from my iPhone", "request", "", "a telephone, all on one line"
    yield "phone-bare.txt", "".join(LINES), "request", "", "all on one line, without spaces"
    yield "notes.txt", "".join(f"> {line}" for line in wrap(quoted(REQUEST).replace("\n", " "), 70).splitlines(True)), \
        "request", "", "Notes, quoted, wrapped again and quoted again"
    yield "initials.txt", quoted(REQUEST, "KL> "), "request", "", "quoted with initials"
    yield "bars.txt", quoted(REQUEST, " │ "), "request", "", "quoted with bars"

    yield "zendesk.txt", ("##- Please type your reply above this line -##\n\nTicket 4711 | Yard 2\n\n"
                          + quoted(wrap(REQUEST.replace("\n", " "), 40))), "request", "", "Zendesk, wrapped at 40"
    yield "otrs.txt", (f"Thank you for your message in Ticket#2026112310000015.\n\nKim Larsen wrote:\n"
                       + quoted(REQUEST.replace("\n", "\n\n"), ">  ")), "request", "", "OTRS, with empty lines"
    yield "jira.txt", f"Kim Larsen added a comment:\n{{quote}}\n{{noformat}}{REQUEST}{{noformat}}\n{{quote}}\n", \
        "request", "", "Jira, without formatting"
    yield "jira.html", "&lt;p&gt;" + html(REQUEST, "&lt;span&gt;", "&lt;br/&gt;").replace("&amp;", "&amp;amp;"), \
        "request", "", "Jira, HTML that was escaped once more"
    yield "teams.txt", f"[10:32] Larsen, Kim\n{' '.join(LINES)}\n".replace("-----", "—--"), "request", "", \
        "Teams, one line, smart dashes"
    yield "slack.txt", f"kim 10:32 AM\n```{REQUEST}```\n", "request", "", "Slack, as code"
    yield "markdown.md", "\n".join("**" + line.replace("-", "\\-").replace("+", "\\+") + "**  " for line in LINES), \
        "request", "", "a web page turned into Markdown"
    yield "code.md", "".join(f"`{line}`\n" for line in LINES), "request", "", "each line as code"

    word = REQUEST.replace("-----", "–-–").replace("\n", "\x0b").replace("0o", "0\xado")
    yield "word.txt", ("\ufeff" + word).encode("utf-16-le"), "request", "", "Word, saved as Unicode text"
    yield "notepad.txt", REQUEST.encode("utf-16-be"), "request", "", "UTF-16 without a mark"
    yield "windows.txt", f"Grüße,\r\n{dashes}".replace(" REQUEST", "\xa0REQUEST").encode("windows-1252"), "request", "", \
        "saved in Windows-1252"
    yield "misread.txt", f"\ufeff Grüße\n{dashes}".encode().decode("windows-1252", "replace").replace("�", "\x9d"), \
        "request", "", "UTF-8 that was taken for Windows-1252"
    yield "wide.txt", REQUEST.translate({c: c + 0xfee0 for c in range(33, 127)}), "request", "", "full-width letters"
    yield "narrow.txt", wrap(REQUEST.replace("\n", ""), 20), "request", "", "wrapped at 20, in the first line too"
    yield "no-padding.txt", REQUEST.replace("=", ""), "request", "", "the padding was lost"
    yield "spaces.txt", REQUEST.replace("Y", "Y ").replace("COUNTERSIGN ", "COUNTERSIGN   "), "request", "", \
        "spaces inside"

    raw = wrap(base64.b64encode(request()).decode(), 76)
    yield "binary.eml", mail(part("b1", raw, "application/octet-stream; name=\"monday.bin\"", "base64", attachment)
                             + "--b1--\n", "multipart/mixed; boundary=b1"), "request", "", "attached as plain bytes"
    inner = mail(letter)
    yield "forwarded.eml", mail(
        part("f1", "See below.\n", "text/plain", "7bit") + part("f1", inner, "message/rfc822", "7bit") + "--f1--\n",
        "multipart/mixed; boundary=f1"), "request", "", "forwarded as a message"
    yield "forwarded-base64.eml", mail(
        part("f2", wrap(base64.b64encode(crlf(mail(qp(letter), encoding="quoted-printable")).encode()).decode(), 76),
             "message/rfc822", "base64") + "--f2--\n", "multipart/mixed; boundary=f2"), "request", "", \
        "forwarded as a message that is encoded as a whole"
    yield "piece.txt", ("--f3\nContent-Type: text/plain; name=a.txt\nContent-Transfer-Encoding: base64\n\n"
                        + wrap(base64.b64encode(REQUEST.encode()).decode(), 60) + "--f3--\n"), "request", "", \
        "a piece of a message's source"
    yield "link.txt", "mailto:desk@nordwerft.example?subject=Activation&body=" + quote(REQUEST, safe=""), "request", "", \
        "a link that opens a mail"
    yield "cut-below.txt", f"{LICENSE}\n{quoted(chr(10).join(LINES[:4]) + chr(10) + '[…]')}", "license", "", \
        "the license is whole, the request quoted below it is not"
    yield "mentioned.txt", ("Copy all from '-----BEGIN COUNTERSIGN REQUEST-----' to '-----END COUNTERSIGN REQUEST-----', "
                            f"like this:\n{quoted(REQUEST)}"), "request", "", "our own advice above it"

    # Text forms.
    yield "form-72.txt", f"Dear desk,\n\n{wrap(FORM, 72)}\nKim\n", "", "R", "a text form wrapped at 72"
    yield "form-60-quoted.txt", f"Kim wrote:\n{wrap(FORM, 60, before='> > ')}\n", "", "R", \
        "a text form wrapped at 60 and quoted twice"
    yield "form-signed.txt", wrap(FORM, 76) + SIGNATURE, "", "R", "a text form with a signature right below"
    yield "form.eml", crlf(mail(qp(FORM + "\n"), encoding="quoted-printable")), "", "R", \
        "a text form in quoted-printable"
    yield "form.html", OUTLOOK_HEAD + f'<p><a href="{FORM}">{"<wbr>".join(wrap(FORM, 50).split())}</a></p></div></body>', \
        "", "R", "a text form as a link"
    yield "form-soft.txt", "\xad".join(wrap(FORM, 40).split()), "", "R", "a text form with soft hyphens"
    columns = [GROUPS[i:i + 3] for i in range(0, len(GROUPS), 3)]
    sheet = "COUNTERSIGN:R/\n" + "".join("\xa0\xa0".join(row).replace("-", "\u2011") + "\n" for row in columns)
    yield "form-groups.txt", quoted(sheet), "", "groups", "printed groups, quoted, with hyphens that do not break"


def write(path):
    """The index, and each mail as a file."""
    for name, content, kinds, forms, remark in mails():
        with open(f"{path}/{name}", "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        yield name, kinds, forms, remark
    for name, text in (("form", FORM), ("groups", " ".join(GROUPS))):
        yield name, text

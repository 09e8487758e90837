"""Writes a small workbook, book.xlsx, into the current folder."""
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PARTS = {
    "xl/workbook.xml": f"""<workbook {MAIN} xmlns:r="r"><sheets>
        <sheet name="Suivi" sheetId="1" r:id="r1"/>
        <sheet name="Fautes" sheetId="2" r:id="r2"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships>
        <Relationship Id="r1" Target="worksheets/sheet1.xml"/>
        <Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>""",
    "xl/sharedStrings.xml": f"""<sst {MAIN}><si><t>Date</t></si>
        <si><r><t>docs_</t></r><r><t>ville</t></r></si></sst>""",
    "xl/styles.xml": f"""<styleSheet {MAIN}><numFmts>
        <numFmt numFmtId="164" formatCode="mmm\\ yyyy"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>
        </styleSheet>""",
    "xl/worksheets/sheet1.xml": f"""<worksheet {MAIN}><sheetData>
        <row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row>
        <row r="4"><c r="B4" s="1"><v>45169</v></c><c r="C4"><v>1.234</v></c></row>
        <row r="5"><c r="B5" s="2"><v>45200</v></c><c r="C5" t="inlineStr"><is>
        <t>12,5 M</t></is></c></row></sheetData></worksheet>""",
    "xl/worksheets/sheet2.xml": f"""<worksheet {MAIN}><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
        <row r="2"><c r="A2" s="1"><v>60</v></c><c r="B2" t="e"><v>#N/A</v></c></row>
        <row r="3"><c r="A3" s="1"><v>61</v></c><c r="D3"><v>1</v></c></row>
        </sheetData></worksheet>""",
}

with zipfile.ZipFile("book.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
    for name, text in PARTS.items():
        book.writestr(name, text)

"""Sentences written after the rules: clear ones in which nothing is found, and pronouns that can point to two things."""

from pathlib import Path

import pytest

from tallystone import scope

ROOT = Path(__file__).parents[2]

ENGLISH = (
    "The Client reviews each draft within five working days of receiving it.",
    "Two rounds of changes are included; each further round costs 240 EUR.",
    "The Developer fixes defects that the Client reports within 30 days of the launch, up to 10 hours in all.",
    "The report compares the current sales with those of 2025 and has at most 20 pages.",
    "The book is set in Clear Sans, 10 points, with 34 lines a page.",
    "The Photographer keeps the raw files for one year; the Client receives 40 retouched pictures as TIFF.",
    "The Writer names her sources at the end of each article and sends them with the draft.",
    "The course lasts three days and is held in good weather on the terrace, otherwise in room 2.",
    "The site shows the next three concerts; an editor can add one in under two minutes.",
    "The interviews are recorded by the Consultant and typed by the agency that the Client pays.",
    "The Client pays 30 days after the invoice; late payment costs 8 points above the base rate.",
    "The Translator uses the regular edition of the glossary, version 4, dated 2 May 2027.",
    "The tool reads the present format and writes the new one, both described in annex B.",
    "Milestone 2 begins as soon as milestone 1 has been accepted.",
    "The workshop for managers takes place on 12 May 2027 from 9 to 17 h; the Client books the room.",
    "The Designer delivers all files named in section 3 as SVG and as PDF.",
    "The Client may end the contract at the end of each month with notice of 14 days.",
    "The database holds some 12,000 records; the migration keeps every field listed in annex A.",
    "The Editor checks quotations, names and figures against the sources that the Author sends.",
    "Travel by second class train is paid by the Client, up to 400 EUR in all.",
    "The page loads in 2 seconds or less, measured with Lighthouse 12 on a throttled 4G line.",
    "The recommended measure is the one with the shortest payback in months.",
    "Later changes are ordered in writing and priced at 90 EUR an hour.",
    "The Consultant answers mails by noon of the next working day, Lisbon time.",
    "The old photos remain online until 31 March 2027; after that the Client's host deletes them.",
    "The Client names the final version within five days after the second round.",
    "The Freelancer reports every Friday by 17 h which of the 12 chapters are done.",
    "The handbook explains in 15 pages how an editor adds, changes and deletes an event.",
    "The new logo replaces the old one on the 14 items of the list of 3 May.",
    "The price includes the licence of the typeface for five workplaces and one year.",
    "If the Client sends the texts later than 3 May, milestone 2 moves by the same number of days.",
    "The test plan has 48 cases; each has a result of pass or fail.",
    "The recording lasts 45 minutes at most and is cut to 6 minutes.",
    "The Client keeps the sole right to sell the pattern in Europe until 2032.",
    "The audit looks at the 30 pages with the most visits in May 2027.",
    "The Illustrator draws 12 plates in ink on paper of 300 g, each 30 by 40 cm.",
    "Support by mail for 30 days after the launch, up to 6 hours, is included.",
    "The Analyst removes duplicates and lists the removed rows with the reason.",
    "The cost of prints, frames and insurance is borne by the gallery.",
    "The Client gives access to the account by 1 March; the Developer changes the password on 2 March.",
    "A meeting of one hour takes place every second Tuesday at 10 h by video.",
    "The total is 4,200 EUR; a third is paid at the start, a third after milestone 2, a third at the end.",
    "The newsletter has a list of recent jobs, taken from the register of the chamber each Monday by the Developer.",
    "The seat plan marks the best seats as category A, defined in annex 1.",
    "The Composer writes three pieces of two to three minutes for strings and piano.",
)
GERMAN = (
    "Die Auftraggeberin prüft jede Lieferung binnen fünf Arbeitstagen.",
    "Zwei Änderungsrunden sind enthalten; jede weitere kostet 240 EUR.",
    "Der Entwickler behebt Fehler, die der Kunde binnen 30 Tagen meldet, bis zu 10 Stunden.",
    "Der Bericht hat höchstens 20 Seiten und vergleicht die Umsätze der Jahre 2025 und 2026.",
    "Die Fotografin liefert 40 bearbeitete Bilder als TIFF und bewahrt die Rohdaten ein Jahr lang auf.",
    "Der Kunde zahlt 30 Tage nach der Rechnung.",
    "Die Startseite lädt in 2 Sekunden oder weniger, gemessen mit Lighthouse 12.",
    "Etappe 2 beginnt, sobald der Kunde Etappe 1 schriftlich abgenommen hat.",
    "Der Kurs findet am 12. Mai 2027 von 9 bis 17 Uhr statt; den Raum bucht die Kundin.",
    "Alle in Anlage A genannten Felder werden vom Entwickler übernommen.",
    "Die Texte werden von der Lektorin bis zum 3. Juni 2027 geprüft.",
    "Die Datenbank enthält rund 12.000 Datensätze aus den Jahren 2010 bis 2026.",
    "Der Film ist 90 Sekunden lang und wird auf der Messe vom 3. bis 5. Mai gezeigt.",
    "Der Vertrag kann von beiden Seiten mit einer Frist von 14 Tagen beendet werden.",
    "Die Rechte gehen mit der letzten Zahlung auf die Kundin über.",
    "Die Beraterin führt zwölf Gespräche von je 45 Minuten mit den Leitern der Werke.",
    "Die Schrift ist mindestens 10 Punkt groß, der Kontrast 4,5 zu 1 oder höher.",
    "Spätere Änderungen bestellt der Kunde schriftlich zu 90 EUR je Stunde.",
    "Der Verlag stellt die Druckdaten am 4. Juni bereit und trägt die Kosten des Drucks.",
    "Nicht enthalten sind Fotos, Übersetzungen und Gebühren der Bank.",
    "Die Kundin nennt die endgültige Fassung binnen fünf Tagen nach der zweiten Runde.",
    "Der Freiberufler meldet jeden Freitag bis 17 Uhr, welche der 12 Kapitel fertig sind.",
    "Die Anleitung erklärt auf 15 Seiten, wie man eine Veranstaltung einträgt, ändert und löscht.",
    "Das neue Zeichen ersetzt das alte auf den 14 Stücken der Liste vom 3. Mai.",
    "Sendet der Kunde die Texte später als am 3. Mai, verschiebt sich Etappe 2 um ebenso viele Tage.",
    "Der Prüfplan hat 48 Fälle; jeder endet mit bestanden oder nicht bestanden.",
    "Die Aufnahme dauert höchstens 45 Minuten und wird vom Cutter auf 6 Minuten gekürzt.",
    "Hilfe per Mail für 30 Tage nach dem Start, bis zu 6 Stunden, ist enthalten.",
    "Die Kosten für Drucke, Rahmen und Versicherung trägt die Galerie.",
    "Eine Besprechung von einer Stunde findet jeden zweiten Dienstag um 10 Uhr statt.",
    "Ein Drittel wird zu Beginn gezahlt, ein Drittel nach Etappe 2, ein Drittel am Ende.",
    "Die Übersetzerin folgt dem Glossar mit 212 Einträgen, das der Verlag am 4. Januar geschickt hat.",
    "Der Server des Kunden läuft unter Debian 12 mit Python 3.11.",
    "Die Illustratorin zeichnet 12 Tafeln in Tusche auf Papier von 300 g.",
    "Die Agentur darf die Bilder bis Ende 2030 auf ihrer Website und in ihren Katalogen zeigen.",
    "Der Preis enthält die Lizenz der Schrift für fünf Arbeitsplätze und ein Jahr.",
    "Das Protokoll führt die Beraterin und schickt es am nächsten Werktag allen sechs Teilnehmern.",
    "Die Tabelle listet die 42 Filialen mit Adresse, Fläche und Umsatz des Jahres 2026.",
)
SPANISH = (
    "La Clienta revisa cada entrega en cinco días laborables.",
    "Se incluyen dos rondas de cambios; cada ronda más cuesta 240 EUR.",
    "El informe tiene 20 páginas como máximo y compara las ventas de 2025 y 2026.",
    "El Cliente paga 30 días después de la factura.",
    "La página carga en 2 segundos o menos, medido con Lighthouse 12.",
    "La etapa 2 empieza cuando el Cliente haya aceptado por escrito la etapa 1.",
    "El curso tiene lugar el 12 de mayo de 2027 de 9 a 17 h; la sala la reserva la Clienta.",
    "Los textos serán revisados por la editora antes del 3 de junio de 2027.",
    "El vídeo dura 90 segundos y se proyecta en la feria del 3 al 5 de mayo.",
    "Cualquiera de las partes puede terminar el contrato con 14 días de aviso.",
    "Los derechos pasan a la Clienta con el último pago.",
    "No se incluyen fotografías, traducciones ni comisiones bancarias.",
    "La base de datos contiene unos 12.000 registros.",
)
TWO_OWNERS = (
    ("The Producer sends the rough cut to the Director and she approves it within three days.", "she"),
    ("The Agency and the Publisher exchange proofs; it bears the cost of couriers.", "it"),
    ("When the supplier replaces the plugin of the host, it must be tested again.", "it"),
    ("If the Translator and the Reviewer disagree, she decides.", "she"),
    ("The forms feed the tables, and they must be checked before the launch.", "they"),
    ("The Developer moves the shop and the blog to the new server. It must be backed up beforehand.", "It"),
    ("The Consultant meets the finance director and the controller; he signs the minutes.", "he"),
    ("The client's server sends the orders to the printer's system. It keeps a copy for 30 days.", "It"),
    ("The Studio hands the plates to the printer; it insures them.", "it"),
    ("The Editor returns the chapters with the notes; they are archived by the Publisher.", "they"),
    ("The Analyst compares the survey with the register. This must be repeated in June.", "This"),
    ("The Client names a lead and a deputy, and he answers within two days.", "he"),
    ("The museum lends the objects to the studio, and it pays the insurance.", "it"),
    ("Before the interviewer calls a patient, she signs the consent form.", "she"),
    ("The Designer gives the Client the files and the fonts, and they may be passed on.", "they"),
    ("The agency briefs the influencers and the retailers and pays them within 14 days.", "them"),
    ("The Author discusses the chapter with the Editor before she writes the summary.", "she"),
)
ONE_OWNER = (
    "The Developer delivers the site and tests it in Chrome 120.",
    "The Client sends the texts by 3 May; they have 800 words each.",
    "The Writer delivers a draft. It has 800 words and three sources.",
    "The Editor cuts the film; she delivers it by 4 June 2027.",
    "If the Client is late, the due date moves by as many days as it was late.",
    "The report lists the five risks; it has 20 pages at most.",
    "The studio owns its tools and licenses them to the Client for ten years.",
    "The Client reviews each page within five days; if it does not, the page counts as accepted.",
    "The Photographer delivers 40 pictures; the Client picks 20 of them by 3 May.",
    "The Trainer holds two workshops of three hours; they take place on 3 and 4 May 2027.",
    "The newsletter goes out on 1 June, and it holds three articles.",
    "The Consultant interviews ten managers and writes a note on each of them.",
    "The price covers two rounds; each further one costs 300 EUR.",
    "The Agency commissions the photographer; it pays for travel.",
    "The Writer interviews the curator and sends him the quotations.",
)


def words(text: str, language: str) -> list[tuple[str, str]]:
    return [(f.rule, f.text) for f in scope.check(scope.terms_of(text), language) if f.family == "words"]


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, text) for language, texts in (("en", ENGLISH), ("de", GERMAN), ("es", SPANISH)) for text in texts],
)
def test_nothing_is_found_in_a_clear_sentence(language, text):
    assert words(text, language) == []


@pytest.mark.parametrize(("text", "pronoun"), TWO_OWNERS)
def test_a_pronoun_with_two_possible_owners_is_found(text, pronoun):
    assert ("vague-pronoun", pronoun) in words(text, "en")


@pytest.mark.parametrize("text", ONE_OWNER)
def test_a_pronoun_with_one_owner_is_not(text):
    assert [said for rule, said in words(text, "en") if rule == "vague-pronoun"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Lektorin schickt den Text an die Übersetzerin; sie prüft die Zahlen.", ["sie"]),
        ("Die Texterin liefert den Text. Sie überarbeitet ihn zweimal.", []),
    ],
)
def test_pronouns_in_german(text, found):
    assert [said for rule, said in words(text, "de") if rule == "vague-pronoun"] == found


def test_the_documents_say_how_many_sentences_there_are():
    count = len(ENGLISH) + len(GERMAN) + len(SPANISH)
    assert f"{count} clear ones in three languages" in (ROOT / "docs/scope.md").read_text()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The logo looks neat and vivid.", "subjective"),
        ("The agency answers questions whenever the client asks.", "unbounded"),
        ("There are changes without limit.", "unbounded"),
        ("The developer migrates all requested pages.", "unbounded"),
        ("The film is subtitled in French unless impractical.", "loophole"),
        ("The writer endeavours to name three sources.", "loophole"),
        ("The recordings are transcribed after each interview.", "hidden-actor"),
        ("The handover takes place on 3 May 2027.", "hidden-actor"),
    ],
)
def test_what_these_words_leave_open_is_found(text, rule):
    assert rule in [found for found, _ in words(text, "en")]

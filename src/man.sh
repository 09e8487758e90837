#!/bin/sh
# Writes the manual page from the help of the program, which follows from its option tables.
# usage: man.sh PROGRAM FILE
set -eu
program=$1
exec >"$2"

# A help text as roff; `whole` for that of the program itself.
page() {
    awk -v whole="$1" '
    function roff(text) {
        gsub(/\\/, "\\e", text)
        gsub(/-/, "\\-", text)
        gsub(/\047/, "\\(aq", text)
        if (text ~ /^[.]/) text = "\\&" text
        return text
    }
    function entry(line,   name) { # an option or a command, and what it does
        name = line
        sub(/^  /, "", name)
        sub(/   *.*$/, "", name)
        sub(/^  [^ ]+( [^ ]+)*  +/, "", line)
        printf ".TP\n.B %s\n%s\n", roff(name), roff(line)
    }
    function literal(on) { # lines that stay as they are
        if (on != kept) print on ? ".EX" : ".EE"
        kept = on
    }
    /^usage: / { if (!whole) printf ".SS %s\n", roff(substr($0, 8)); next }
    /^[a-z ]+:$/ {
        literal(0)
        part = $0
        shared = part == "options of every command:"
        if (whole && part == "commands:") print ".SH COMMANDS"
        if (whole && shared) print ".SH OPTIONS OF EVERY COMMAND"
        if (part == "examples:") print ".PP\nExamples:\n.PP"
        next
    }
    /^essor COMMAND --help/ { next }
    /^$/ { literal(0); if (part == "") print ".PP"; next }
    part == "examples:" { literal(1); print roff($0); next }
    part == "" { literal(/^ /); print roff($0); next }
    whole || !shared { entry($0) }
    END { literal(0) }'
}

version=$("$program" --version)
printf '.TH ESSOR 1 "" "%s" "User commands"\n' "$version"
cat <<'ROFF'
.SH NAME
essor \- forecast growth from published figures, with charts
.SH SYNOPSIS
.B essor
.I COMMAND
[\fIOPTION\fR...] [\fIARGUMENT\fR...]
.SH DESCRIPTION
ROFF
"$program" --help | page 1
echo '.SH EACH COMMAND'
"$program" --help | awk '/^commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }' |
    while read -r command; do
        "$program" "$command" --help | page ''
    done
cat <<'ROFF'
.SH EXIT STATUS
.TP
.B 0
All is done.
.TP
.B 1
Done, and there is something to look at: faulty rows, a stale output with
.BR \-\-check ,
a target with
.BR \-\-fail\-if .
.TP
.B 2
The command line or the project file is wrong.
.TP
.B 3
Input that cannot be used.
.TP
.B 4
No curve could be fitted.
.TP
.B 5
A file, the disk or the database refused, or memory ran out.
.TP
.B 6
gnuplot or a font is missing or failed.
.TP
.B 70
A defect of essor.
.SH ENVIRONMENT
.BR ESSOR_PROJECT ,
.BR ESSOR_COLOR ,
.BR ESSOR_JOBS ,
.B ESSOR_AS_OF
and
.B ESSOR_LANG
stand for the options of those names. With
.B NO_COLOR
no words are coloured.
.SH FILES
.TP
.B essor.ini
The project: which series there are, what feeds them, its charts.
.TP
.B figures.csv
One line for each number as one source gives it.
.TP
.B targets.csv
Levels to reach.
.TP
.B essor.db
The store: what was imported, answered and drawn. Made from the files above, but for its
history.
.TP
.B out/
What a build makes; out/manifest.json says from what.
.TP
.B $XDG_CONFIG_HOME/essor/config.ini
Settings of a person: project, color, jobs.
.SH SEE ALSO
.BR gnuplot (1)
ROFF

#include "essor/chart.h"

#include "essor/file.h"
#include "essor/hash.h"
#include "render/gnuplot.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Lines, a veil over a fill, and the three faces. */
static const char script[] =
    "# A probe; 400 x 200 pixels.\n"
    "set terminal pngcairo noenhanced size 400,200 font 'Inter,14'\n"
    "set output OUT\n"
    "set label 1 'Sphinx of black quartz, 0123456789' at graph 0.1,0.8\n"
    "set label 2 'judge my vow' at graph 0.1,0.6 font 'Inter Semi Bold,16'\n"
    "set label 3 '\\342\\226\\262 \\342\\200\\257' at graph 0.7,0.6 font 'DejaVu "
    "Sans,16'\n"
    "set style fill transparent solid 0.3 noborder\n"
    "plot [0:7] '+' using 1:(sin($1)):(cos($1)) with filledcurves notitle, sin(x) lw 2.3 "
    "notitle\n";

static enum es_status draw_probe(const char *folder, char hash[ES_HASH_TEXT],
                                 struct es_error *err)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/probe.gp", folder);
    ES_TRY(es_file_write(path, script, strlen(script), err));
    enum es_status status =
        es_gnuplot_run(folder, "probe", ES_PICTURE_PNG, &es_gnuplot_default_limits, err);
    (void)unlink(path);
    (void)snprintf(path, sizeof path, "%s/probe.png", folder);
    if (status == ES_OK) {
        status = es_hash_file(path, hash, err);
        (void)unlink(path);
    }
    return status;
}

enum es_status es_pictures_probe(char hash[ES_HASH_TEXT], struct es_error *err)
{
    char folder[] = "/tmp/essor-probe-XXXXXX";
    if (mkdtemp(folder) == NULL) {
        return es_fail(err, ES_ERR_IO, "cannot make a folder in /tmp: %s",
                       strerror(errno));
    }
    const enum es_status status = draw_probe(folder, hash, err);
    (void)rmdir(folder);
    return status;
}

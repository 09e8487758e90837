#include "essor/chart.h"

#include "essor/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 64 << 20 };

/* A text within XML. */
static void put_escaped(FILE *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const char *name = text[i] == '&'   ? "&amp;"
                           : text[i] == '<' ? "&lt;"
                           : text[i] == '>' ? "&gt;"
                                            : NULL;
        if (name != NULL) {
            (void)fputs(name, out);
        } else {
            (void)fputc(text[i], out);
        }
    }
}

/* Everything until `mark`, which is passed over, or all that is left: false. */
static bool copy_until(FILE *out, const char **rest, const char *mark)
{
    const char *at = strstr(*rest, mark);
    if (at == NULL) {
        (void)fputs(*rest, out);
        return false;
    }
    (void)fwrite(*rest, 1, (size_t)(at - *rest), out);
    *rest = at + strlen(mark);
    return true;
}

/* The first line of the alternative text is the title, the others describe. */
static void put_texts(FILE *out, const char *words)
{
    const size_t title = strcspn(words, "\n");
    const char *more = words + title + strspn(words + title, "\n");
    (void)fputs("<title>", out);
    put_escaped(out, words, title);
    (void)fputs("</title>\n<desc>", out);
    put_escaped(out, more, strlen(more));
    (void)fputs("</desc>", out);
}

/* The picture without gnuplot's names of plots, which would show as tooltips. */
static void put_body(FILE *out, const char *rest)
{
    static const char heavy[] = "font-family=\"Inter SemiBold\"";
    static const char plot[] = "<title>";
    for (;;) {
        const char *font = strstr(rest, heavy), *name = strstr(rest, plot);
        if (name != NULL && (font == NULL || name < font)) {
            (void)copy_until(out, &rest, plot);
            const char *end = strstr(rest, "</title>");
            rest = end != NULL ? end + strlen("</title>") : rest;
        } else if (copy_until(out, &rest, heavy)) {
            (void)fputs("font-family=\"Inter\" font-weight=\"600\"", out);
        } else {
            return;
        }
    }
}

static void rewrite(FILE *out, const char *svg, const char *words)
{
    const char *rest = svg;
    if (copy_until(out, &rest, "<title>Gnuplot</title>")) {
        put_texts(out, words);
        const char *end = strstr(rest, "</desc>");
        rest = end != NULL ? end + strlen("</desc>") : rest;
    }
    put_body(out, rest);
}

enum es_status es_chart_svg_finish(const char *directory, const char *stem,
                                   struct es_arena *arena, struct es_error *err)
{
    char *path, *words_path, *svg, *words, *bytes = NULL;
    size_t size = 0;
    ES_GIVEN(path, es_arena_print(arena, "%s/%s.svg", directory, stem), err);
    ES_GIVEN(words_path, es_arena_print(arena, "%s/%s.txt", directory, stem), err);
    ES_TRY(es_file_read(path, LARGEST, &svg, &size, arena, err));
    ES_TRY(es_file_read(words_path, LARGEST, &words, &size, arena, err));
    FILE *out = open_memstream(&bytes, &size);
    if (out == NULL) {
        return es_no_memory(err);
    }
    rewrite(out, svg, words);
    enum es_status status =
        fclose(out) == 0 ? es_file_write(path, bytes, size, err) : es_no_memory(err);
    free(bytes);
    return status;
}

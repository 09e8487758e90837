#include "render/report_page.h"

#include "essor/base64.h"
#include "essor/hash.h"
#include "render/html.h"

#include <stdlib.h>
#include <string.h>

extern const char es_text_report_page[], es_text_report_style[], es_text_report_script[];

enum { HASH_BYTES = 32 };

static enum es_status put_language(struct es_page *page, struct es_error *err)
{
    (void)err;
    (void)fputs(es_language_code(page->report->language), page->out);
    return ES_OK;
}

static enum es_status put_name(struct es_page *page, struct es_error *err)
{
    (void)err;
    es_html_put(page->out, page->report->name);
    return ES_OK;
}

static enum es_status put_as_of(struct es_page *page, struct es_error *err)
{
    (void)err;
    es_html_put(page->out, ES_SAY(page->speech, PAGE_AS_OF,
                                  {"day", es_phrase_long_day(page->speech,
                                                             page->report->as_of_day)}));
    return ES_OK;
}

/* The hash by which a policy lets a text of the page act: "sha256-" and base64. */
static void put_hash(struct es_page *page, const char *text)
{
    char hexadecimal[ES_HASH_TEXT];
    unsigned char bytes[HASH_BYTES];
    es_hash_bytes(text, strlen(text), hexadecimal);
    for (size_t i = 0; i < HASH_BYTES; i++) {
        unsigned byte = 0;
        (void)sscanf(hexadecimal + 2 * i, "%2x", &byte);
        bytes[i] = (unsigned char)byte;
    }
    (void)fputs("sha256-", page->out);
    es_base64_put(page->out, bytes, HASH_BYTES);
}

static enum es_status put_style_hash(struct es_page *page, struct es_error *err)
{
    (void)err;
    put_hash(page, es_text_report_style);
    return ES_OK;
}

static enum es_status put_script_hash(struct es_page *page, struct es_error *err)
{
    (void)err;
    put_hash(page, es_text_report_script);
    return ES_OK;
}

static enum es_status put_style(struct es_page *page, struct es_error *err)
{
    (void)err;
    (void)fputs(es_text_report_style, page->out);
    return ES_OK;
}

static enum es_status put_script(struct es_page *page, struct es_error *err)
{
    (void)err;
    (void)fputs(es_text_report_script, page->out);
    return ES_OK;
}

static enum es_status put_method(struct es_page *page, struct es_error *err)
{
    (void)err;
    for (int i = 0; i < ES_PAGE_METHOD; i++) {
        es_page_element(page, "p", "", es_page_method(page, i));
    }
    return ES_OK;
}

static enum es_status put_about(struct es_page *page, struct es_error *err)
{
    const struct es_report *report = page->report;
    (void)err;
    es_page_element(page, "p", "",
                    ES_SAY(page->speech, ABOUT_VERSION, {"version", ESSOR_VERSION}));
    (void)fputs("<ul class=\"hashes\">\n", page->out);
    for (size_t i = 0; i < report->inputs; i++) {
        es_page_element(page, "li", "",
                        ES_SAY(page->speech, ABOUT_INPUT, {"name", report->input[i].name},
                               {"hash", report->input[i].sha256}));
    }
    es_page_element(page, "li", "",
                    ES_SAY(page->speech, ABOUT_ALL, {"hash", report->fingerprint}));
    (void)fputs("</ul>\n", page->out);
    return ES_OK;
}

/* What stands in the skeleton between {{ and }}: a part in small letters. */
static const struct {
    const char *name;
    es_page_part *put;
} parts[] = {
    {"language", put_language},
    {"name", put_name},
    {"as_of", put_as_of},
    {"style_hash", put_style_hash},
    {"script_hash", put_script_hash},
    {"style", put_style},
    {"script", put_script},
    {"key", es_page_key},
    {"bulletin", es_page_bulletin},
    {"charts", es_page_charts},
    {"futures", es_page_futures},
    {"sources", es_page_sources},
    {"audit", es_page_audit},
    {"method", put_method},
    {"about", put_about},
};

/* Or a text of the page, in capitals. */
static const struct {
    const char *name;
    enum es_chart_text text;
} texts[] = {
#define ES_CHART_TEXT(id, fr, en) {#id, ES_TXT_##id},
#include "render/report_live.def"
#include "render/report_texts.def"
#undef ES_CHART_TEXT
};

static enum es_status fill(struct es_page *page, const char *name, size_t length,
                           struct es_error *err)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strlen(parts[i].name) == length && memcmp(parts[i].name, name, length) == 0) {
            return parts[i].put(page, err);
        }
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strlen(texts[i].name) == length && memcmp(texts[i].name, name, length) == 0) {
            es_html_put(page->out, es_phrase_plain(page->speech, texts[i].text));
            return ES_OK;
        }
    }
    return es_fail(err, ES_ERR_DEFECT, "the page has no part {{%.*s}}", (int)length,
                   name);
}

static enum es_status fill_all(struct es_page *page, struct es_error *err)
{
    const char *rest = es_text_report_page;
    for (const char *open; (open = strstr(rest, "{{")) != NULL;) {
        const char *close = strstr(open, "}}");
        if (close == NULL) {
            return es_fail(err, ES_ERR_DEFECT, "a part of the page has no end");
        }
        (void)fwrite(rest, 1, (size_t)(open - rest), page->out);
        ES_TRY(fill(page, open + 2, (size_t)(close - open - 2), err));
        rest = close + 2;
    }
    (void)fputs(rest, page->out);
    return page->speech->no_memory ? es_no_memory(err) : ES_OK;
}

void es_page_element(struct es_page *page, const char *element, const char *class_name,
                     const char *text)
{
    const bool has_class = class_name[0] != '\0';
    (void)fprintf(page->out, "<%s%s%s%s>", element, has_class ? " class=\"" : "",
                  class_name, has_class ? "\"" : "");
    es_html_put(page->out, text);
    (void)fprintf(page->out, "</%s>\n", element);
}

/* A stream whose text goes to the arena. */
static enum es_status take_stream(FILE *out, char **bytes, const size_t *size,
                                  enum es_status status, char **text,
                                  struct es_arena *arena, struct es_error *err)
{
    const bool broken = ferror(out) != 0;
    const bool whole = fclose(out) == 0 && !broken;
    char *kept = status == ES_OK && whole ? es_arena_copy_n(arena, *bytes, *size) : NULL;
    free(*bytes);
    if (status != ES_OK) {
        return status;
    }
    if (kept == NULL) {
        return es_no_memory(err);
    }
    *text = kept;
    return ES_OK;
}

enum es_status es_page_write(const struct es_report *report, es_page_part *put,
                             char **text, struct es_arena *arena, struct es_error *err)
{
    const struct es_chart_style style = {.language = report->language,
                                         .as_of_day = report->as_of_day,
                                         .fingerprint = report->fingerprint,
                                         .directory = "",
                                         .stem = "report"};
    struct es_sheet sheet;
    struct es_page page = {.report = report, .sheet = &sheet, .speech = &sheet.speech};
    char *bytes = NULL;
    size_t size = 0;
    page.out = open_memstream(&bytes, &size);
    if (page.out == NULL) {
        return es_no_memory(err);
    }
    enum es_status status = es_sheet_open(&sheet, &style, arena, err);
    if (status == ES_OK) {
        status = put(&page, err);
    }
    es_sheet_close(&sheet);
    return take_stream(page.out, &bytes, &size, status, text, arena, err);
}

enum es_status es_report_html(const struct es_report *report, char **text,
                              struct es_arena *arena, struct es_error *err)
{
    return es_page_write(report, fill_all, text, arena, err);
}

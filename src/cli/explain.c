#include "cli/options.h"
#include "cli/table.h"

#include <jansson.h>
#include <string.h>

static enum es_status list_codes(struct session *session)
{
    static const struct column columns[] = {{"code", "code", false},
                                            {"meaning", "meaning", false}};
    struct table *table = table_open(session, columns, 2);
    struct es_explanation lesson;
    for (size_t i = 0; es_fault_explain(i, &lesson); i++) {
        table_text(table, lesson.code);
        table_text(table, lesson.meaning);
    }
    return table_print(table);
}

static enum es_status find_code(struct session *session, const char *code,
                                struct es_explanation *lesson)
{
    for (size_t i = 0; es_fault_explain(i, lesson); i++) {
        if (strcmp(code, lesson->code) == 0) {
            return ES_OK;
        }
    }
    return es_fail(session->error, ES_ERR_ARGUMENT,
                   "there is no code \"%s\"; essor explain lists them", code);
}

/* The lines of an example, set in. */
static void print_example(FILE *out, const char *text)
{
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        (void)fprintf(out, "  %.*s\n", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

static enum es_status print_one(struct session *session,
                                const struct es_explanation *lesson)
{
    FILE *out = session->out;
    (void)fprintf(out, "%s: %s\n", lesson->code, lesson->meaning);
    cli_print_wrapped(out, "", lesson->text);
    if (lesson->file == NULL) {
        (void)fprintf(out, "\nFor example: %s\n", lesson->example);
    } else if (*lesson->example == '\0') {
        (void)fprintf(out, "\nFor example: a %s without a byte\n", lesson->file);
    } else {
        (void)fprintf(out, "\nFor example, %s:\n", lesson->file);
        print_example(out, lesson->example);
    }
    return ES_OK;
}

static enum es_status run(struct session *session)
{
    struct es_explanation lesson;
    if (session->options.arguments == 0) {
        return list_codes(session);
    }
    ES_TRY(find_code(session, session->options.argument[0], &lesson));
    if (!session->options.json) {
        return print_one(session, &lesson);
    }
    return cli_write_json(session,
                          json_pack("{ss ss ss ss? ss}", "code", lesson.code, "meaning",
                                    lesson.meaning, "text", lesson.text, "file",
                                    lesson.file, "example", lesson.example));
}

static const struct option options[] = {OPTION_JSON, OPTION_CSV};
static const char *const examples[] = {"essor explain E210", "essor explain", NULL};

const struct command cli_explain = {
    .name = "explain",
    .arguments = "[CODE]",
    .summary =
        "What the code of a fault means, with an example; all of them without CODE",
    .details = "",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1,
    .run = run,
};

#include "project/building.h"

#include "essor/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * A line for each chart that is drawn: its path, the hashes of its numbers, texts and
 * tools, and of its files. One write a line; a line that was cut short has too few words.
 */
enum { LONGEST_JOURNAL = 64 << 20, WORDS = 4 + ES_CHART_FILES };

static bool split(char *line, char *word[WORDS])
{
    size_t n = 0;
    char *rest;
    for (char *at = strtok_r(line, " ", &rest); at != NULL;
         at = strtok_r(NULL, " ", &rest)) {
        if (n < WORDS) {
            word[n] = at;
        }
        n++;
    }
    return n == WORDS && strlen(word[WORDS - 1]) == ES_HASH_TEXT - 1;
}

/* The chart as the journal has it takes the place of what the manifest says. */
static enum es_status take_line(struct es_build *build, char *const word[WORDS],
                                struct es_error *err)
{
    struct es_manifest *before = &build->before;
    if (strcmp(word[3], build->now.tools) != 0) {
        return ES_OK;
    }
    struct es_manifest_chart *chart = &before->chart[before->charts];
    for (size_t i = 0; i < before->charts; i++) {
        if (strcmp(before->chart[i].path, word[0]) == 0) {
            chart = &before->chart[i];
        }
    }
    before->charts += chart == &before->chart[before->charts];
    *chart = (struct es_manifest_chart){word[0], word[1], word[2]};
    for (int i = 0; i < ES_CHART_FILES; i++) {
        const char *path;
        ES_GIVEN(path,
                 es_arena_print(build->arena, "%s.%s", word[0], es_chart_endings[i]),
                 err);
        size_t k = 0;
        while (k < before->outputs && strcmp(before->output[k].path, path) != 0) {
            k++;
        }
        before->outputs += k == before->outputs;
        before->output[k] = (struct es_artefact){path, word[4 + i]};
    }
    return ES_OK;
}

/* Room for what a number of lines may add. */
static enum es_status make_room(struct es_build *build, size_t lines,
                                struct es_error *err)
{
    struct es_manifest *before = &build->before;
    struct es_manifest_chart *chart;
    struct es_artefact *output;
    ES_NEW(build->arena, chart, before->charts + lines, err);
    ES_NEW(build->arena, output, before->outputs + lines * ES_CHART_FILES, err);
    if (before->charts > 0) {
        memcpy(chart, before->chart, before->charts * sizeof *chart);
    }
    if (before->outputs > 0) {
        memcpy(output, before->output, before->outputs * sizeof *output);
    }
    before->chart = chart;
    before->output = output;
    return ES_OK;
}

enum es_status es_journal_read(struct es_build *build, struct es_error *err)
{
    char *text, *rest;
    size_t size, lines = 1;
    if (access(build->journal_path, F_OK) != 0) {
        return ES_OK;
    }
    ES_TRY(es_file_read(build->journal_path, LONGEST_JOURNAL, &text, &size, build->arena,
                        err));
    for (size_t i = 0; i < size; i++) {
        lines += text[i] == '\n';
    }
    ES_TRY(make_room(build, lines, err));
    if (build->before.tools[0] == '\0') {
        build->before.tools = build->now.tools; /* there was no manifest yet */
    }
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        char *word[WORDS];
        if (split(line, word)) {
            ES_TRY(take_line(build, word, err));
        }
    }
    return ES_OK;
}

void es_journal_add(const struct es_build *build, const struct es_drawing *drawing)
{
    char line[4096];
    size_t used =
        (size_t)snprintf(line, sizeof line, "%s %s %s %s", drawing->stem,
                         drawing->key.numbers, drawing->key.texts, build->now.tools);
    struct es_arena *arena;
    if (es_arena_open(&arena, NULL) != ES_OK) {
        return; /* the chart is drawn again after a cut, no more */
    }
    for (int i = 0; i < ES_CHART_FILES; i++) {
        char *whole, hash[ES_HASH_TEXT] = "";
        if (es_build_path(build, drawing->path[i], &whole, arena, NULL) == ES_OK &&
            es_hash_file(whole, hash, NULL) == ES_OK && used < sizeof line) {
            used += (size_t)snprintf(line + used, sizeof line - used, " %s", hash);
        }
    }
    es_arena_close(arena);
    if (used + 1 < sizeof line) {
        line[used++] = '\n';
        const int fd =
            open(build->journal_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
        if (fd >= 0) {
            (void)!write(fd, line, used);
            (void)close(fd);
        }
    }
}

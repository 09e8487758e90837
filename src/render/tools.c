#define _GNU_SOURCE /* pipe2 */

#include "essor/chart.h"

#include "essor/hash.h"
#include "render/gnuplot.h"
#include "render/measure.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000, LONGEST_VERSION = 100 };

extern const char es_text_templates_hash[];

/* In the child; does not return. */
static void become_gnuplot(const char *program, int out)
{
    char name[] = "gnuplot", option[] = "--version", locale[] = "LC_ALL=C.UTF-8";
    char *const argv[] = {name, option, NULL};
    char *const env[] = {locale, NULL};
    const int null = open("/dev/null", O_RDWR);
    if (null >= 0 && dup2(null, 0) >= 0 && dup2(null, 2) >= 0 && dup2(out, 1) >= 0) {
        (void)execve(program, argv, env);
    }
    _exit(127);
}

/* One line of what the child says; it is ended if it keeps silent for too long. */
static void listen_to(pid_t child, int fd, char line[LONGEST_VERSION])
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    ssize_t got = 0;
    if (poll(&wait, 1, PATIENCE_MS) == 1) {
        got = read(fd, line, LONGEST_VERSION - 1);
    }
    line[got > 0 ? got : 0] = '\0';
    line[strcspn(line, "\n")] = '\0';
    (void)kill(child, SIGKILL);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
}

static enum es_status ask_version(const char *program, char line[LONGEST_VERSION],
                                  struct es_error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return es_fail(err, ES_ERR_IO, "cannot open a pipe: %s", strerror(errno));
    }
    const pid_t child = fork();
    if (child == 0) {
        become_gnuplot(program, ends[1]);
    }
    (void)close(ends[1]);
    if (child > 0) {
        listen_to(child, ends[0], line);
    }
    (void)close(ends[0]);
    return child > 0
               ? ES_OK
               : es_fail(err, ES_ERR_TOOL, "cannot start gnuplot: %s", strerror(errno));
}

static enum es_status find_fonts(struct es_drawing_tools *tools, struct es_arena *arena,
                                 struct es_error *err)
{
    static const char *const names[] = {"Inter", "Inter SemiBold", "DejaVu Sans"};
    static const char *const packages[] = {"fonts-inter", "fonts-inter",
                                           "fonts-dejavu-core"};
    const char *path[ES_FONT_FILES];
    ES_TRY(es_measure_files(path, arena, err));
    for (int i = 0; i < ES_FONT_FILES; i++) {
        char hash[ES_HASH_TEXT] = "";
        if (path[i] != NULL) {
            ES_TRY(es_hash_file(path[i], hash, err));
        }
        tools->font[i].name = names[i];
        tools->font[i].package = packages[i];
        tools->font[i].path = path[i];
        ES_GIVEN(tools->font[i].hash, es_arena_copy(arena, hash), err);
    }
    return ES_OK;
}

enum es_status es_drawing_tools_find(struct es_drawing_tools *tools,
                                     struct es_arena *arena, struct es_error *err)
{
    char program[PATH_MAX], line[LONGEST_VERSION];
    *tools =
        (struct es_drawing_tools){.version = "", .templates = es_text_templates_hash};
    if (es_gnuplot_find(program, NULL) == ES_OK) {
        ES_TRY(ask_version(program, line, err));
        ES_GIVEN(tools->gnuplot, es_arena_copy(arena, program), err);
        ES_GIVEN(tools->version, es_arena_copy(arena, line), err);
    }
    return find_fonts(tools, arena, err);
}

#include "project/sweep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The process that a temporary file's name tells, or 0 if it is no such name. */
static pid_t owner_of(const char *name)
{
    const char *suffix = strrchr(name, '.');
    if (name[0] != '.' || suffix == NULL ||
        (strcmp(suffix, ".tmp") != 0 && strcmp(suffix, ".png") != 0)) {
        return 0;
    }
    const char *number = suffix;
    while (number > name && number[-1] != '.') {
        number--;
    }
    char *end;
    const long pid = strtol(number, &end, 10);
    const bool is_whole = end == suffix || (*end == '-' && strcmp(suffix, ".tmp") == 0);
    return end > number && is_whole && pid > 1 && pid <= INT32_MAX ? (pid_t)pid : 0;
}

/* Whether a process still does anything. One that ended is listed until its parent has
 * asked how, which the first process of some containers is slow to do. */
static bool is_running(pid_t process)
{
    char path[32], text[256];
    (void)snprintf(path, sizeof path, "/proc/%ld/stat", (long)process);
    if (kill(process, 0) != 0 && errno == ESRCH) {
        return false;
    }
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const ssize_t size = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    if (fd >= 0) {
        (void)close(fd);
    }
    text[size > 0 ? size : 0] = '\0';
    const char *name_end = strrchr(text, ')'); /* "123 (essor) Z ..." */
    return name_end == NULL || strncmp(name_end, ") Z", 3) != 0;
}

void es_sweep(const char *directory)
{
    DIR *folder = opendir(directory);
    if (folder == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const pid_t owner = owner_of(entry->d_name);
        if (owner > 0 && !is_running(owner)) {
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
    (void)closedir(folder);
}

#include "project/sweep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
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

void es_sweep(const char *directory)
{
    DIR *folder = opendir(directory);
    if (folder == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const pid_t owner = owner_of(entry->d_name);
        if (owner > 0 && kill(owner, 0) != 0 && errno == ESRCH) {
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
    (void)closedir(folder);
}

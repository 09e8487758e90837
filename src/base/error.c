#include "essor/error.h"

#include <stdarg.h>
#include <stdio.h>

enum es_status es_fail(struct es_error *err, enum es_status status, const char *format,
                       ...)
{
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        (void)vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        err->status = status;
    }
    return status;
}

int es_exit_code(enum es_status status)
{
    static const int codes[] = {
#define ES_STATUS_CODE(name, exit_code, meaning) [name] = (exit_code),
        ES_STATUS_LIST(ES_STATUS_CODE)
#undef ES_STATUS_CODE
    };
    return codes[status];
}

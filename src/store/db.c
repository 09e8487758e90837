#include "store/db.h"

#include "essor/date.h"

#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stddef.h>
#include <string.h>

enum { PATIENCE_MS = 5000 };

enum es_status es_db_fail(const struct es_db *db, int code, struct es_error *err)
{
    const int kind = code & 0xff;
    if (kind == SQLITE_NOMEM) {
        return es_fail(err, ES_ERR_MEMORY, "out of memory");
    }
    if (kind == SQLITE_NOTADB) {
        return es_fail(err, ES_ERR_STORE, "%s is not an essor store", db->path);
    }
    if (kind == SQLITE_CORRUPT) {
        return es_fail(
            err, ES_ERR_STORE,
            "%s is damaged; put it aside: essor makes it anew from the project's "
            "text files, except for the history of runs",
            db->path);
    }
    if (kind == SQLITE_BUSY) {
        return es_fail(err, ES_ERR_STORE, "%s is in use by another program", db->path);
    }
    if (kind == SQLITE_FULL) {
        return es_fail(err, ES_ERR_STORE, "cannot write %s: the disk is full", db->path);
    }
    if (kind == SQLITE_READONLY) {
        return es_fail(err, ES_ERR_STORE,
                       "cannot write %s: it is read-only, or its folder is", db->path);
    }
    const int cause = db->handle != NULL ? sqlite3_system_errno(db->handle) : 0;
    if (kind == SQLITE_IOERR) {
        return es_fail(err, ES_ERR_STORE, "cannot read or write %s: %s", db->path,
                       cause != 0 ? strerror(cause) : sqlite3_errstr(code));
    }
    if (kind == SQLITE_CANTOPEN && cause == ENOENT) { /* SQLite last tried to read it */
        return es_fail(err, ES_ERR_STORE,
                       "cannot make %s: its folder is missing or read-only", db->path);
    }
    if (kind == SQLITE_CANTOPEN && cause != 0) {
        return es_fail(err, ES_ERR_STORE, "cannot open %s: %s", db->path,
                       strerror(cause));
    }
    return es_fail(err, ES_ERR_STORE, "%s: %s", db->path,
                   db->handle != NULL && sqlite3_extended_errcode(db->handle) == code
                       ? sqlite3_errmsg(db->handle)
                       : sqlite3_errstr(code));
}

static int guard(sqlite3 *handle)
{
    static const struct {
        int option, value;
    } settings[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                    {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                    {SQLITE_DBCONFIG_ENABLE_VIEW, 0}, {SQLITE_DBCONFIG_DQS_DDL, 0},
                    {SQLITE_DBCONFIG_DQS_DML, 0}};
    int code = sqlite3_extended_result_codes(handle, 1);
    for (size_t i = 0; code == SQLITE_OK && i < sizeof settings / sizeof settings[0];
         i++) {
        code = sqlite3_db_config(handle, settings[i].option, settings[i].value, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_busy_timeout(handle, PATIENCE_MS);
    }
    return code;
}

enum es_status es_db_open(struct es_db *db, const char *path, struct es_error *err)
{
    *db = (struct es_db){.path = path};
    /* One thread at a time uses a store, so that it needs no locks of its own. */
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(path, &db->handle, flags, NULL);
    if (code == SQLITE_OK) {
        code = guard(db->handle);
    }
    if (code != SQLITE_OK) {
        const enum es_status status = es_db_fail(db, code, err);
        es_db_close(db);
        return status;
    }
    return es_db_run(db, "PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL;", err);
}

void es_db_close(struct es_db *db)
{
    (void)sqlite3_close(db->handle);
    db->handle = NULL;
}

enum es_status es_db_run(struct es_db *db, const char *sql, struct es_error *err)
{
    const int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? ES_OK : es_db_fail(db, code, err);
}

enum es_status es_db_ask(struct es_db *db, const char *sql, int64_t *answer,
                         struct es_error *err)
{
    struct es_statement statement = es_db_prepare(db, sql);
    if (es_db_next(&statement)) {
        *answer = es_db_take_whole(&statement);
    }
    return es_db_finish(&statement, err);
}

enum es_status es_db_begin(struct es_db *db, struct es_error *err)
{
    return es_db_run(db, "BEGIN IMMEDIATE", err);
}

enum es_status es_db_end(struct es_db *db, enum es_status status, struct es_error *err)
{
    if (status == ES_OK) {
        status = es_db_run(db, "COMMIT", err);
    }
    if (status != ES_OK) { /* SQLite may have undone it by itself, and then refuses */
        (void)es_db_run(db, "ROLLBACK", NULL);
    }
    return status;
}

struct es_statement es_db_prepare(struct es_db *db, const char *sql)
{
    struct es_statement statement = {.db = db};
    statement.code = sqlite3_prepare_v2(db->handle, sql, -1, &statement.handle, NULL);
    return statement;
}

enum es_status es_db_finish(struct es_statement *statement, struct es_error *err)
{
    const int code = statement->code;
    enum es_status status = ES_OK;
    if (code != SQLITE_OK) { /* before finalize, which forgets the message */
        status = es_db_fail(statement->db, code, err);
    }
    (void)sqlite3_finalize(statement->handle);
    statement->handle = NULL;
    return status;
}

/* Keeps the first failure. */
static void note(struct es_statement *statement, int code)
{
    if (statement->code == SQLITE_OK) {
        statement->code = code;
    }
}

void es_db_put_text(struct es_statement *statement, const char *text)
{
    /* The caller's text lives until es_db_write has returned. */
    note(statement, sqlite3_bind_text(statement->handle, ++statement->place, text, -1,
                                      SQLITE_STATIC));
}

void es_db_put_whole(struct es_statement *statement, int64_t number)
{
    note(statement, sqlite3_bind_int64(statement->handle, ++statement->place, number));
}

void es_db_put_number(struct es_statement *statement, double number)
{
    const int place = ++statement->place;
    note(statement, isfinite(number)
                        ? sqlite3_bind_double(statement->handle, place, number)
                        : sqlite3_bind_null(statement->handle, place));
}

void es_db_put_day(struct es_statement *statement, int day)
{
    char text[ES_DAY_TEXT];
    es_day_format(day, text);
    const int place = ++statement->place;
    note(statement, day == ES_NO_DAY ? sqlite3_bind_null(statement->handle, place)
                                     : sqlite3_bind_text(statement->handle, place, text,
                                                         -1, SQLITE_TRANSIENT));
}

void es_db_put_bytes(struct es_statement *statement, const void *bytes, size_t size)
{
    const int place = ++statement->place;
    note(statement, bytes == NULL ? sqlite3_bind_null(statement->handle, place)
                                  : sqlite3_bind_blob64(statement->handle, place, bytes,
                                                        size, SQLITE_STATIC));
}

int es_db_write(struct es_statement *statement)
{
    statement->place = 0;
    if (statement->code != SQLITE_OK) {
        return 0;
    }
    const int code = sqlite3_step(statement->handle);
    if (code != SQLITE_DONE) {
        note(statement, code == SQLITE_ROW ? SQLITE_MISUSE : code);
        return 0;
    }
    note(statement, sqlite3_reset(statement->handle));
    return sqlite3_changes(statement->db->handle);
}

bool es_db_next(struct es_statement *statement)
{
    statement->place = 0;
    if (statement->code != SQLITE_OK) {
        return false;
    }
    const int code = sqlite3_step(statement->handle);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        note(statement, code);
    }
    return code == SQLITE_ROW;
}

const char *es_db_take_text(struct es_statement *statement)
{
    const unsigned char *text =
        sqlite3_column_text(statement->handle, statement->place++);
    if (text == NULL) { /* columns of text are never NULL in our tables */
        note(statement, sqlite3_errcode(statement->db->handle) == SQLITE_NOMEM
                            ? SQLITE_NOMEM
                            : SQLITE_CORRUPT);
        return "";
    }
    return (const char *)text;
}

const void *es_db_take_bytes(struct es_statement *statement, size_t *size)
{
    const void *bytes = sqlite3_column_blob(statement->handle, statement->place);
    const int count = sqlite3_column_bytes(statement->handle, statement->place++);
    *size = bytes == NULL ? 0 : (size_t)count;
    return bytes;
}

int64_t es_db_take_whole(struct es_statement *statement)
{
    return sqlite3_column_int64(statement->handle, statement->place++);
}

double es_db_take_number(struct es_statement *statement)
{
    const int place = statement->place++;
    return sqlite3_column_type(statement->handle, place) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(statement->handle, place);
}

int es_db_take_day(struct es_statement *statement)
{
    int day = ES_NO_DAY;
    if (sqlite3_column_type(statement->handle, statement->place) == SQLITE_NULL) {
        statement->place++;
    } else if (!es_day_parse(es_db_take_text(statement), &day)) {
        es_db_damaged(statement);
    }
    return day;
}

void es_db_damaged(struct es_statement *statement)
{
    note(statement, SQLITE_CORRUPT);
}

enum es_status es_db_read_blob(struct es_db *db, const struct es_blob *blob,
                               struct es_error *err)
{
    sqlite3_blob *handle = NULL;
    int code = sqlite3_blob_open(db->handle, "main", blob->table, blob->column, blob->row,
                                 0, &handle);
    if (code == SQLITE_OK && (size_t)sqlite3_blob_bytes(handle) != blob->size) {
        code = SQLITE_CORRUPT;
    }
    if (code == SQLITE_OK) {
        code = sqlite3_blob_read(handle, blob->bytes, (int)blob->size, 0);
    }
    (void)sqlite3_blob_close(handle);
    return code == SQLITE_OK ? ES_OK : es_db_fail(db, code, err);
}

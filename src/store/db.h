/* db.h: a dozen verbs that hide SQLite from the rest of the store. */
#ifndef ESSOR_STORE_DB_H
#define ESSOR_STORE_DB_H

#include "essor/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;

struct es_db {
    struct sqlite3 *handle;
    const char *path; /* for messages */
};

/* Opens or creates a database with every guard on: defensive, no trust in its schema,
 * foreign keys, five seconds of patience. Nothing is written yet. */
enum es_status es_db_open(struct es_db *db, const char *path, struct es_error *err);
void es_db_close(struct es_db *db);

/* Runs statements that give no rows and take no values. */
enum es_status es_db_run(struct es_db *db, const char *sql, struct es_error *err);

/* The one whole number that a statement gives. */
enum es_status es_db_ask(struct es_db *db, const char *sql, int64_t *answer,
                         struct es_error *err);

/* A transaction that may write; es_db_end keeps it if `status` is ES_OK and undoes it
 * else, and returns the status of the whole. */
enum es_status es_db_begin(struct es_db *db, struct es_error *err);
enum es_status es_db_end(struct es_db *db, enum es_status status, struct es_error *err);

/* A statement whose values are put in, and taken out, from left to right. Every use
 * begins with es_db_prepare and ends with es_db_finish, which also tells whether all went
 * well. */
struct es_statement {
    struct es_db *db;
    struct sqlite3_stmt *handle;
    int place; /* of the next value */
    int code;  /* SQLite's; the first that was not good */
};
struct es_statement es_db_prepare(struct es_db *db, const char *sql);
enum es_status es_db_finish(struct es_statement *statement, struct es_error *err);

void es_db_put_text(struct es_statement *statement, const char *text);
void es_db_put_whole(struct es_statement *statement, int64_t number);
void es_db_put_number(struct es_statement *statement,
                      double number);                        /* NULL if not finite */
void es_db_put_day(struct es_statement *statement, int day); /* NULL if unknown */

void es_db_put_bytes(struct es_statement *statement, const void *bytes,
                     size_t size); /* NULL if `bytes` is */

/* Runs a statement that gives no row, and makes it ready for the next values. Returns the
 * number of rows that it changed. */
int es_db_write(struct es_statement *statement);

/* Moves to the next row; false behind the last one and after a failure. */
bool es_db_next(struct es_statement *statement);

const char *
es_db_take_text(struct es_statement *statement); /* valid until the next row */
const void *es_db_take_bytes(struct es_statement *statement,
                             size_t *size); /* NULL for NULL; valid until the next row */
/* Bytes of a table's column, `size` of them, without a copy in between. */
struct es_blob {
    const char *table, *column;
    int64_t row;
    void *bytes;
    size_t size;
};
enum es_status es_db_read_blob(struct es_db *db, const struct es_blob *blob,
                               struct es_error *err);

int64_t es_db_take_whole(struct es_statement *statement);
double es_db_take_number(struct es_statement *statement); /* NAN for NULL */

/* ES_NO_DAY for NULL; a text that is no date marks the statement as damaged. */
int es_db_take_day(struct es_statement *statement);

/* Marks the statement as one that found what essor never wrote. */
void es_db_damaged(struct es_statement *statement);

/* Refuses the database: its path and SQLite's reason, in words. */
enum es_status es_db_fail(const struct es_db *db, int code, struct es_error *err);

#endif

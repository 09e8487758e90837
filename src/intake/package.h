/* package.h: the XML parts of an .xlsx file, which is a zip archive. */
#ifndef ESSOR_INTAKE_PACKAGE_H
#define ESSOR_INTAKE_PACKAGE_H

#include "intake/faults.h"

#include <stdbool.h>
#include <stddef.h>

struct es_package;
struct es_xml;

/* What is done with a part: names are without prefix, attributes are names and values in
 * turn, ended by NULL. */
struct es_xml_reader {
    void (*start)(void *context, const char *name, const char *const attribute[]);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *text, size_t size);
};

/* Opens the archive behind a descriptor, which stays the caller's. What is no archive is
 * reported; *package is NULL then. */
enum es_status es_package_open(int fd, struct es_package **package,
                               struct es_fault_list *faults, struct es_error *err);
void es_package_close(struct es_package *package); /* NULL is allowed */

/* Faults are known, and not reported again. */
void es_package_mute(struct es_package *package);

bool es_package_has(const struct es_package *package, const char *name);

/*
 * Opens a part for reading. A part that is not there, or that would grow beyond all
 * measure, is reported; *part is NULL then. Parts are closed before their package.
 */
enum es_status es_xml_open(struct es_package *package, const char *name,
                           const struct es_xml_reader *reader, void *context,
                           struct es_xml **part, struct es_error *err);
void es_xml_close(struct es_xml *part); /* NULL is allowed */

/* Reads on until the reader pauses or the part ends; what is not XML is reported and ends
 * it. */
void es_xml_run(struct es_xml *part);
void es_xml_pause(struct es_xml *part);
bool es_xml_lost(const struct es_xml *part); /* for want of memory */
bool es_xml_ended(const struct es_xml *part);

/* Reads a part from beginning to end. */
enum es_status es_package_read(struct es_package *package, const char *name,
                               const struct es_xml_reader *reader, void *context,
                               struct es_error *err);

/* The value of an attribute, or NULL. */
const char *es_attribute(const char *const attribute[], const char *name);

#endif

#include "intake/package.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

enum { PIECE = 64 * 1024, MOST_DEPTH = 64, MOST_PARTS = 10000 };
#define MOST_BYTES ((zip_uint64_t)1 << 30) /* of a part, unpacked */
#define SMALL_BYTES ((zip_uint64_t)1 << 20)
#define MOST_RATIO                                                                       \
    ((zip_uint64_t)250) /* unpacked to packed, of a part that is not small */

struct es_package {
    zip_t *archive;
    struct es_fault_list *faults; /* NULL once they are known */
};

struct es_xml {
    struct es_package *package;
    const char *name;
    const struct es_xml_reader *reader;
    void *context;
    zip_file_t *file;
    XML_Parser parser;
    zip_uint64_t bytes;
    int depth;
    bool paused, ended, lost;
    char buffer[PIECE];
};

static void refuse(struct es_package *package, enum es_fault_code code, const char *name,
                   const char *what)
{
    if (package->faults != NULL) {
        es_fault_add(package->faults, NULL, code, NULL, "%s%s%s", name,
                     name[0] == '\0' ? "" : ": ", what);
    }
}

enum es_status es_package_open(int fd, struct es_package **package,
                               struct es_fault_list *faults, struct es_error *err)
{
    int code;
    struct es_package *made = calloc(1, sizeof *made);
    *package = NULL;
    if (made == NULL) {
        return es_no_memory(err);
    }
    made->faults = faults;
    const int own = dup(fd);
    if (own < 0 || lseek(own, 0, SEEK_SET) < 0) {
        free(made);
        return es_fail(err, ES_ERR_IO, "cannot read the workbook");
    }
    made->archive = zip_fdopen(own, ZIP_CHECKCONS, &code);
    if (made->archive == NULL) {
        (void)close(own);
    }
    if (made->archive == NULL || zip_get_num_entries(made->archive, 0) > MOST_PARTS) {
        refuse(made, ES_FAULT_E100, "", "the file is a damaged archive, or no workbook");
        es_package_close(made);
        return ES_OK;
    }
    *package = made;
    return ES_OK;
}

void es_package_close(struct es_package *package)
{
    if (package != NULL) {
        if (package->archive != NULL) {
            zip_discard(package->archive);
        }
        free(package);
    }
}

void es_package_mute(struct es_package *package)
{
    package->faults = NULL;
}

bool es_package_has(const struct es_package *package, const char *name)
{
    return zip_name_locate(package->archive, name, 0) >= 0;
}

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

/* Ends the reading for good. */
static void stop(struct es_xml *part, enum es_fault_code code, const char *what)
{
    if (!part->ended) {
        part->ended = true;
        refuse(part->package, code, part->name, what);
        (void)XML_StopParser(part->parser, XML_FALSE);
    }
}

static void XMLCALL take_start(void *context, const char *name, const char **attribute)
{
    struct es_xml *part = context;
    if (++part->depth > MOST_DEPTH) {
        stop(part, ES_FAULT_E100, "elements are nested too deep");
    } else if (!part->ended && part->reader->start != NULL) {
        part->reader->start(part->context, local_name(name),
                            (const char *const *)attribute);
    }
}

static void XMLCALL take_end(void *context, const char *name)
{
    struct es_xml *part = context;
    part->depth--;
    if (!part->ended && part->reader->end != NULL) {
        part->reader->end(part->context, local_name(name));
    }
}

static void XMLCALL take_text(void *context, const char *text, int size)
{
    struct es_xml *part = context;
    if (!part->ended && part->reader->text != NULL) {
        part->reader->text(part->context, text, (size_t)size);
    }
}

/* Workbooks have no document type; one would bring entities along. */
static void XMLCALL take_doctype(void *context, const char *name, const char *system,
                                 const char *public, int internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    stop(context, ES_FAULT_E100, "a document type is not allowed here");
}

static bool start_parser(struct es_xml *part)
{
    part->parser = XML_ParserCreate(NULL);
    if (part->parser == NULL) {
        return false;
    }
    XML_SetUserData(part->parser, part);
    XML_SetElementHandler(part->parser, take_start, take_end);
    XML_SetCharacterDataHandler(part->parser, take_text);
    XML_SetStartDoctypeDeclHandler(part->parser, take_doctype);
    return true;
}

/* Whether the part is there and its size is believable. */
static bool is_sound(struct es_package *package, const char *name)
{
    zip_stat_t about;
    if (zip_stat(package->archive, name, 0, &about) != 0 ||
        (about.valid & ZIP_STAT_SIZE) == 0 || (about.valid & ZIP_STAT_COMP_SIZE) == 0) {
        refuse(package, ES_FAULT_E100, name, "the workbook lacks this part");
        return false;
    }
    if (about.size > MOST_BYTES ||
        (about.size > SMALL_BYTES && about.size / MOST_RATIO > about.comp_size)) {
        refuse(package, ES_FAULT_E105, name,
               "unpacked, this part would be far too large");
        return false;
    }
    return true;
}

enum es_status es_xml_open(struct es_package *package, const char *name,
                           const struct es_xml_reader *reader, void *context,
                           struct es_xml **part, struct es_error *err)
{
    *part = NULL;
    if (!is_sound(package, name)) {
        return ES_OK;
    }
    struct es_xml *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return es_no_memory(err);
    }
    *made = (struct es_xml){
        .package = package, .name = name, .reader = reader, .context = context};
    if (!start_parser(made)) {
        es_xml_close(made);
        return es_no_memory(err);
    }
    made->file = zip_fopen(package->archive, name, 0);
    if (made->file == NULL &&
        zip_error_code_zip(zip_get_error(package->archive)) == ZIP_ER_MEMORY) {
        es_xml_close(made);
        return es_no_memory(err);
    }
    if (made->file == NULL) {
        refuse(package, ES_FAULT_E100, name,
               "this part cannot be unpacked; is the workbook protected?");
        es_xml_close(made);
        return ES_OK;
    }
    *part = made;
    return ES_OK;
}

void es_xml_close(struct es_xml *part)
{
    if (part != NULL) {
        if (part->parser != NULL) {
            XML_ParserFree(part->parser);
        }
        if (part->file != NULL) {
            (void)zip_fclose(part->file);
        }
        free(part);
    }
}

static void report_xml(struct es_xml *part)
{
    char message[160];
    const enum XML_Error code = XML_GetErrorCode(part->parser);
    if (code == XML_ERROR_NO_MEMORY) {
        part->ended = part->lost = true;
        return;
    }
    (void)snprintf(message, sizeof message, "line %lu: %s",
                   (unsigned long)XML_GetCurrentLineNumber(part->parser),
                   XML_ErrorString(code));
    stop(part, ES_FAULT_E100, message);
}

/* What the parser says after a piece: it went on, was paused, or was stopped. */
static void judge(struct es_xml *part, enum XML_Status status)
{
    if (status == XML_STATUS_ERROR && !part->ended) {
        report_xml(part);
    }
}

/* Feeds the next piece of the part. */
static void feed(struct es_xml *part)
{
    const zip_int64_t got = zip_fread(part->file, part->buffer, PIECE);
    if (got < 0) {
        stop(part, ES_FAULT_E100, "this part is damaged");
        return;
    }
    part->bytes += (zip_uint64_t)got;
    if (part->bytes > MOST_BYTES) {
        stop(part, ES_FAULT_E105, "unpacked, this part is far too large");
        return;
    }
    judge(part, XML_Parse(part->parser, part->buffer, (int)got, got == 0));
    part->ended = part->ended || (got == 0 && !part->paused);
}

void es_xml_run(struct es_xml *part)
{
    if (part->paused && !part->ended) {
        part->paused = false;
        XML_ParsingStatus state;
        judge(part, XML_ResumeParser(part->parser));
        XML_GetParsingStatus(part->parser, &state);
        part->ended = part->ended || state.parsing == XML_FINISHED;
    }
    while (!part->paused && !part->ended) {
        feed(part);
    }
}

void es_xml_pause(struct es_xml *part)
{
    if (!part->ended) {
        part->paused = true;
        (void)XML_StopParser(part->parser, XML_TRUE);
    }
}

bool es_xml_lost(const struct es_xml *part)
{
    return part->lost;
}

bool es_xml_ended(const struct es_xml *part)
{
    return part->ended;
}

enum es_status es_package_read(struct es_package *package, const char *name,
                               const struct es_xml_reader *reader, void *context,
                               struct es_error *err)
{
    struct es_xml *part;
    ES_TRY(es_xml_open(package, name, reader, context, &part, err));
    if (part != NULL) {
        es_xml_run(part);
        const bool lost = es_xml_lost(part);
        es_xml_close(part);
        return lost ? es_no_memory(err) : ES_OK;
    }
    return ES_OK;
}

const char *es_attribute(const char *const attribute[], const char *name)
{
    for (size_t i = 0; attribute[i] != NULL; i += 2) {
        if (strcmp(local_name(attribute[i]), name) == 0) {
            return attribute[i + 1];
        }
    }
    return NULL;
}

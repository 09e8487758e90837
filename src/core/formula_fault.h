/* formula_fault.h: what is wrong with a formula, with a caret under it. */
#ifndef ESSOR_CORE_FORMULA_FAULT_H
#define ESSOR_CORE_FORMULA_FAULT_H

#include "essor/error.h"

#include <stddef.h>

/* The message with the place, the text and carets under its bytes from..to; always
 * ES_ERR_ARGUMENT. */
enum es_status es_formula_fault(const char *text, size_t from, size_t to,
                                const char *message, struct es_error *err);

/* A character behind a complete expression, where an operator or the end must be. */
enum es_status es_formula_unexpected(const char *text, size_t at, struct es_error *err);

/* A character (or the end) where a number, a name or a parenthesis must be. */
enum es_status es_formula_missing(const char *text, size_t at, struct es_error *err);

#endif

/* html.h: texts in HTML and Markdown. All that is not the program's own goes through
 * here. */
#ifndef ESSOR_RENDER_HTML_H
#define ESSOR_RENDER_HTML_H

#include <stdbool.h>
#include <stdio.h>

/* A text as the content of an element or of an attribute in double quotes: & < > " ' by
 * their names, control characters and bytes that are not UTF-8 as U+FFFD. */
void es_html_put(FILE *out, const char *text);

/* Whether an address may become a link: http or https, without blanks or controls. */
bool es_html_is_address(const char *address);

/* A text within a line or a cell of Markdown: no mark of it has a meaning, no HTML
 * remains. */
void es_markdown_put(FILE *out, const char *text);

#endif

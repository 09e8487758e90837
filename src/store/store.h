/* store.h: what the files of the store share. */
#ifndef ESSOR_STORE_STORE_H
#define ESSOR_STORE_STORE_H

#include "essor/store.h"
#include "store/db.h"

struct es_store {
    struct es_db db;
    char path[]; /* of which db keeps a pointer */
};

#endif

#include "folder.h"

#include "essor/hash.h"

/* FIPS 180-2, appendix B: "abc" and the message of 448 bits; and the empty text. */
static const struct {
    const char *text, *hash;
} published[] = {
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
};

START_TEST(bytes_and_files_have_the_published_hashes)
{
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        char text[ES_HASH_TEXT];
        es_hash_bytes(published[i].text, strlen(published[i].text), text);
        ck_assert_str_eq(text, published[i].hash);
        const char *path = file_of("f", published[i].text, strlen(published[i].text));
        ck_assert_int_eq(es_hash_file(path, text, &err), ES_OK);
        ck_assert_str_eq(text, published[i].hash);
    }
}
END_TEST

START_TEST(a_file_longer_than_the_buffer_is_hashed_whole)
{
    /* FIPS 180-2, appendix B.3: a million times "a". */
    static char text[1000000];
    memset(text, 'a', sizeof text);
    char hash[ES_HASH_TEXT];
    ck_assert_int_eq(es_hash_file(file_of("f", text, sizeof text), hash, &err), ES_OK);
    ck_assert_str_eq(hash,
                     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(a_file_that_cannot_be_read_leaves_the_text)
{
    char text[ES_HASH_TEXT] = "before";
    ck_assert_int_eq(es_hash_file(in_folder("none"), text, &err), ES_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "none"));
    ck_assert_int_eq(es_hash_file(folder, text, &err), ES_ERR_IO);
    ck_assert_str_eq(text, "before");
}
END_TEST

START_TEST(a_seed_is_the_hash_of_name_and_number)
{
    /* python3: int.from_bytes(hashlib.sha256(b"ville\0" + (1).to_bytes(8, "little"))
     *          .digest()[:8], "little") */
    ck_assert_uint_eq(es_seed("ville", 1), UINT64_C(6981915323766267096));
    ck_assert_uint_eq(es_seed("", UINT64_MAX), UINT64_C(1317072198230339485));
    ck_assert_uint_ne(es_seed("ville", 2), es_seed("ville", 1));
    ck_assert_uint_ne(es_seed("villf", 1), es_seed("ville", 1));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hash");
    TCase *tests = tcase_create("hash");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_test(tests, bytes_and_files_have_the_published_hashes);
    tcase_add_test(tests, a_file_longer_than_the_buffer_is_hashed_whole);
    tcase_add_test(tests, a_file_that_cannot_be_read_leaves_the_text);
    tcase_add_test(tests, a_seed_is_the_hash_of_name_and_number);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

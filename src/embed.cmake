# Turn text files into one C source that defines `const char es_text_<name>[]` for each, and
# es_text_templates_hash, the SHA-256 of all plot templates together.
#   cmake "-DFILES=plots/house.gp;src/store/schema.sql" -DOUT=texts.c -P src/embed.cmake
file(WRITE "${OUT}" "/* made by src/embed.cmake */\ntypedef int es_text_unit_is_not_empty;\n")
set(templates "")
foreach(path IN LISTS FILES)
  get_filename_component(name "${path}" NAME_WE)
  file(READ "${path}" hex HEX)
  if(path MATCHES "\\.gp$")
    string(APPEND templates "${name} ${hex}\n")
  endif()
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
  file(APPEND "${OUT}" "extern const char es_text_${name}[];\n"
                       "const char es_text_${name}[] = {${bytes}0};\n")
endforeach()
string(SHA256 hash "${templates}")
file(APPEND "${OUT}" "extern const char es_text_templates_hash[];\n"
                     "const char es_text_templates_hash[] = \"${hash}\";\n")

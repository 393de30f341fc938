/** What is read from the folder `schema` as the program runs. As deep in the tree as the built program. */
export const SCHEMA_FILES = new URL('../schema/', import.meta.url);

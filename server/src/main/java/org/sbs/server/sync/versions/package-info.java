/** Old versions of files: the lists of them, how long they are kept, pruning. */
package org.sbs.server.sync.versions;

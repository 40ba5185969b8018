/** Files reached by way of open folders, so that no swapped name leads elsewhere (R10.7). */
package org.sbs.server.files;

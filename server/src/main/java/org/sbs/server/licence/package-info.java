/** Licences on disk: the issuer's keys, signed texts, and the file of a node (R7.5). */
package org.sbs.server.licence;

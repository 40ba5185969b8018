/** What the two nodes tell each other about copying, read with care. */
package org.sbs.server.sync.message;

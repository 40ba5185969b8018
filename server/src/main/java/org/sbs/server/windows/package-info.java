/** Windows itself: its services, event log, job objects and data protection, called through JNA. */
package org.sbs.server.windows;

/** What people are told by mail, and when: one mail an event, no floods. Pure. */
package org.sbs.core.alert;

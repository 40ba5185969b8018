/** Mails to the administrator: their text, the durable outbox, and the mail server. */
package org.sbs.server.mail;

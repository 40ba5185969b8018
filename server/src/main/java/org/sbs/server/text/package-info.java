/** What people read in their own language: the mails and the dialog; one file a language. */
package org.sbs.server.text;

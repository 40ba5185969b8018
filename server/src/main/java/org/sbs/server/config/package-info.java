/** The settings file: read, check, write back with its comments. */
package org.sbs.server.config;

/**
 * What tests need of the machine: they say it, are skipped by name where it is missing, and can
 * start nothing else.
 */
package org.sbs.testkit;

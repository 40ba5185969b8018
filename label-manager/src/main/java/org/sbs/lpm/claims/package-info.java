/**
 * Claims: who may print a file. A claim is a file in the sentinel's claims folder inside the
 * capture folder, {@code claims/SENTINEL/NODE~INSTANCE/STATE/ID~FILE}; every change is one rename,
 * so that it has exactly one winner. No lock, clock or database is involved.
 */
package org.sbs.lpm.claims;

package org.sbs.core.consent;

/**
 * What a person on this node said to a folder that the peer wants to write. Immutable.
 *
 * @param folder as the peer names it
 * @param place where it really lay then, links resolved: a yes holds for no other place
 * @param yes whether the peer may
 */
public record Answer(FolderPath folder, FolderPath place, boolean yes) {}

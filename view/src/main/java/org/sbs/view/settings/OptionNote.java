package org.sbs.view.settings;

import java.util.Optional;

/**
 * Where an option of the pair was set, for people. Immutable.
 *
 * @param here whether on this node
 * @param host of the node on which it was set
 * @param fileSays what this node's file says, if that is something else
 * @param waiting whether that comes into force at the next start
 */
public record OptionNote(
    boolean here, String host, long revision, Optional<String> fileSays, boolean waiting) {}

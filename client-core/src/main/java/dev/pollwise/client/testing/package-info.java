/**
 * For tests of your own code: a clock whose time passes only when the test lets it pass, and a
 * server that answers by a script. Hours of waiting take milliseconds, and the same test always
 * sees the same.
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="virtual"}
 *
 * <p>Everything runs on the thread of the test, within the methods of {@link
 * dev.pollwise.client.testing.VirtualClock} that let time pass. A {@link
 * dev.pollwise.client.poll.Poller} runs wholly in virtual time, the timeouts of calls included; a
 * {@code TranslationClient} does not, because it speaks HTTP, which takes real time: test code that
 * uses one against the simulator. Null arguments are refused with a {@link NullPointerException}.
 */
@NullMarked
package dev.pollwise.client.testing;

import org.jspecify.annotations.NullMarked;

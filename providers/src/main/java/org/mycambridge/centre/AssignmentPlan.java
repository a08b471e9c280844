package org.mycambridge.centre;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How centres that nobody looks after could be shared between people of their associate: nobody
 * gets more than they may have (D14), what somebody has already stays with them, and those who have
 * least get first, so that in the end they have as nearly the same as that allows. The same
 * question always has the same answer.
 *
 * @param shares in the order of the people asked about, each with centres that are next to each
 *     other in the order asked about
 * @param left the centres for which nobody has room
 */
public record AssignmentPlan(List<Share> shares, List<String> left) {

    /**
     * Somebody who is to get some.
     *
     * @param userId the person
     * @param taken how many places of theirs are taken already
     */
    public record Person(String userId, int taken) {}

    /**
     * What somebody would get.
     *
     * @param person who
     * @param centres the numbers of those that are new to them
     */
    public record Share(Person person, List<String> centres) {

        /** How many they would have then. */
        public int total() {
            return person.taken() + centres.size();
        }
    }

    /**
     * Shares out.
     *
     * @param centres numbers of centres that nobody looks after, in order
     * @param people who gets some, in order
     * @param most how many centres anybody may have
     */
    public static AssignmentPlan of(List<String> centres, List<Person> people, int most) {
        int[] more = new int[people.size()];
        for (int i = 0; i < centres.size(); i++) {
            int next = least(people, more, most);
            if (next < 0) {
                break;
            }
            more[next]++;
        }
        List<Share> shares = new ArrayList<>();
        int given = 0;
        for (int i = 0; i < people.size(); i++) {
            shares.add(
                    new Share(people.get(i), List.copyOf(centres.subList(given, given + more[i]))));
            given += more[i];
        }
        return new AssignmentPlan(
                List.copyOf(shares), List.copyOf(centres.subList(given, centres.size())));
    }

    /** Who has least and has room; the first of several; -1 where nobody has room. */
    private static int least(List<Person> people, int[] more, int most) {
        return IntStream.range(0, people.size())
                .filter(i -> people.get(i).taken() + more[i] < most)
                .boxed()
                .min(Comparator.comparingInt(i -> people.get(i).taken() + more[i]))
                .orElse(-1);
    }
}

package com.neuroflash.camel.chaos;

import java.util.Map;

/**
 * What came out of a scenario.
 *
 * @param inputs prompts dropped
 * @param done whose images are all delivered
 * @param failed with a reason
 * @param held for a person
 * @param billed requests that the API billed
 * @param images that it billed
 * @param objects images in the sink
 * @param adopted attempts whose answer was lost and whose batch was found
 * @param absent attempts that the history proved unbilled
 * @param surplus attempts known to be billed beside another: a broken assumption that was noticed
 * @param doubts why the held ones are held
 */
record Figures(
        long inputs,
        long done,
        long failed,
        long held,
        long billed,
        long images,
        long objects,
        long adopted,
        long absent,
        long surplus,
        Map<String, Long> doubts) {

    @Override
    public String toString() {
        return inputs + " inputs = " + done + " done + " + failed + " failed + " + held + " held; " + billed
                + " billed, " + images + " images, " + objects + " objects; " + adopted + " adopted, " + absent
                + " absent" + (surplus > 0 ? ", " + surplus + " surplus" : "")
                + (doubts.isEmpty() ? "" : ", doubts " + doubts);
    }
}

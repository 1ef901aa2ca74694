/**
 * From an image's bytes to an object in a sink: verified, named, described by a sidecar, and there once. A key that is
 * taken means either "done" (equal bytes) or a conflict, whose new bytes are put aside; nothing is ever overwritten.
 */
package com.neuroflash.camel.delivery;

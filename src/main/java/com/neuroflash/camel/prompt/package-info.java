/** From what a sender wrote (txt, json, jsonl, csv, a message body) to a validated request, or everything wrong with it. */
package com.neuroflash.camel.prompt;

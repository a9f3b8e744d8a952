// Query parameters that say how a reader reached a page, never which page it is.

/** A trailing `*` stands for any ending; case does not matter. */
const TRACKING_PARAMETERS: readonly string[] = [
  ..."utm_* at_* mtm_* pk_* piwik_* matomo_* hsa_* wt_* wt.* itm_* ns_* sc_cid s_cid _hs* hsctatracking".split(" "),
  ..."fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id epik srsltid _ga _gl".split(
    " ",
  ),
  ..."mc_cid mc_eid mkt_tok vero_id vero_conv oly_anon_id oly_enc_id _openstat wickedid rb_clickid _branch_match_id".split(" "),
  ..."cmpid cmp ocid ito icid ncid xtor xtref smid smtyp sr_share soc_src soc_trk taid tpcc traffic_source ftag mbid".split(" "),
  ..."ref_src ref_url guccounter guce_referrer guce_referrer_sig __twitter_impression echobox ss_source ss_campaign_id".split(
    " ",
  ),
];
const EXACT = new Set(TRACKING_PARAMETERS.filter((name) => !name.endsWith("*")));
const PREFIXES = TRACKING_PARAMETERS.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));

/** Whether a `name=value` pair as in an address, or a bare `name`, is one of them. */
export function isTracking(pair: string): boolean {
  const name = (pair.split("=", 1)[0] ?? "").toLowerCase();
  return EXACT.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}

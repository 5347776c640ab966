export const SITE_TITLE = "Leaf";
export const SITE_DESCRIPTION = "About tea";

/** Rules of the tracking page beside those of every customer page. */
export const STYLE = `
.hid{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
h1{font-size:1.625rem;margin:1.25rem 0 .25rem}h2{font-size:1.125rem;margin:2.25rem 0 .5rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
h1.told{font-size:1.5rem}.lead{font-size:1.0625rem;margin:.25rem 0}.no{margin:0;color:var(--soft);font-size:.875rem}
.sorry{margin:.75rem 0 0;padding:.75rem 1rem;border-left:4px solid #b7791f;background:color-mix(in srgb,#b7791f 12%,var(--ground))}
.done{margin:1rem 0;padding:.75rem 1rem;border-left:4px solid var(--accent);background:color-mix(in srgb,var(--accent) 10%,var(--ground))}
.fault{margin:1rem 0;padding:.75rem 1rem;border-left:4px solid #b3261e;background:color-mix(in srgb,#b3261e 9%,var(--ground))}
.way{display:flex;list-style:none;margin:1.5rem 0 1rem;padding:0}
.way li{flex:1;position:relative;padding-top:1.75rem;text-align:center;font-size:.8125rem;line-height:1.35;color:var(--soft)}
.way li:before{content:"";position:absolute;z-index:1;top:0;left:50%;width:1.125rem;height:1.125rem;margin-left:-.5625rem;border-radius:50%;border:2px solid var(--line);background:var(--ground)}
.way li+li:after{content:"";position:absolute;top:.5rem;right:50%;width:100%;height:3px;background:var(--line)}
.way [data-s]{color:var(--ink)}.way [data-s]:after,.way [data-s]:before{background:var(--accent)!important;border-color:var(--accent)!important}
.way [data-s=here]{font-weight:700}.way [data-s=here]:before{box-shadow:0 0 0 4px color-mix(in srgb,var(--accent) 25%,var(--ground))}
.way.bad [data-s=here]:before{background:#b7791f!important;border-color:#b7791f!important;box-shadow:0 0 0 4px color-mix(in srgb,#b7791f 25%,var(--ground))}
.goods{list-style:none;margin:.5rem 0;padding:0}.goods li{display:flex;gap:.875rem;align-items:center;padding:.625rem 0;border-bottom:1px solid var(--line)}
.goods i,.goods u{flex:none;width:56px;height:56px;border-radius:8px;background:color-mix(in srgb,var(--accent) 14%,var(--ground))}
.goods i{display:grid;place-items:center;font-style:normal;color:var(--soft);position:relative}.goods u{position:absolute;inset:0;background:center/cover}.goods b{font-weight:400}.goods small{display:block;color:var(--soft);font-size:.875rem}
details{border-bottom:1px solid var(--line)}summary{min-height:3rem;padding:.75rem 0;cursor:pointer;font-weight:600}
details p,details ol{margin:0 0 1rem;white-space:pre-line}.story{list-style:none;padding:0}.story li{padding:.25rem 0;font-size:.9375rem}.story time{color:var(--soft);margin-right:.75rem}
label{display:block;margin:.875rem 0 .25rem;font-weight:600}label.row{font-weight:400;margin:0}
input[type=text],input[type=email],select,textarea{width:100%;min-height:3rem;padding:.625rem .75rem;border:1px solid color-mix(in srgb,var(--ink) 45%,var(--ground));border-radius:8px;background:var(--ground);color:var(--ink);font:inherit}
input[type=radio]{flex:none;width:1.375rem;height:1.375rem;accent-color:var(--accent)}fieldset{border:0;margin:0;padding:0}legend{padding:0;margin:.875rem 0 .25rem;font-weight:600}
form button{margin-top:1.25rem}.three{display:grid;grid-template-columns:repeat(3,1fr);gap:.625rem;margin:.75rem 0}.three button{margin:0;padding:.75rem .25rem;background:transparent;color:var(--ink);border:1px solid var(--line);font-weight:400}
.three svg{display:block;margin:0 auto .25rem;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round}.three [aria-pressed=true]{border:2px solid var(--accent);font-weight:700}
.quiet{color:var(--ink);background:transparent;border:1px solid var(--line);margin-top:.75rem}.links{list-style:none;padding:0}.links li{padding:.75rem 0;border-bottom:1px solid var(--line)}.links a{display:block;margin:-.75rem 0;padding:.75rem 0}.links small{display:block;margin-top:.25rem;color:var(--soft);font-size:.875rem}
@media print{.way li:before,.way li:after{print-color-adjust:exact}}`;

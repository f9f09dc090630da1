/** Rules of the return pages beside those of every customer page. */
export const STYLE = `
h1{margin:.5rem 0 .25rem}main>h1:first-child,main>div>h1:first-child{margin-top:1.25rem}h2{font-size:1.125rem;margin:2rem 0 .5rem}.step{margin:1.25rem 0 0;color:var(--soft);font-size:.875rem}
.lead{margin:.25rem 0 1rem}.done,.fault,.note{margin:1rem 0;padding:.75rem 1rem;border-left:4px solid var(--accent);background:color-mix(in srgb,var(--accent) 10%,var(--ground))}
.fault{border-color:#b3261e;background:color-mix(in srgb,#b3261e 9%,var(--ground))}.note{border-color:#b7791f;background:color-mix(in srgb,#b7791f 12%,var(--ground))}
fieldset{border:0;margin:0;padding:0;min-width:0}legend{padding:0;font-weight:600;margin:1.25rem 0 .25rem}
label{display:block;margin:.875rem 0 .25rem;font-weight:600}
.pick{display:flex;gap:.875rem;align-items:flex-start;min-height:3rem;margin:0;padding:.75rem 0;border-bottom:1px solid var(--line);font-weight:400;cursor:pointer}
.pick input{flex:none;margin:.25rem 0 0;width:1.375rem;height:1.375rem;accent-color:var(--accent)}.pick>span{flex:1;min-width:0}
.pick b{display:block;font-weight:600}.pick small,.soft small{display:block;color:var(--soft);font-size:.875rem}.pick[data-no]{cursor:default}.pick select{margin-top:.5rem}label.hid+select{margin:.75rem 0}
.pick i{flex:none;width:56px;height:56px;border-radius:8px;display:grid;place-items:center;font-style:normal;color:var(--soft);background:color-mix(in srgb,var(--accent) 14%,var(--ground))}
.pick i{position:relative;overflow:hidden}.pick u{position:absolute;inset:0;background:center/cover}
input[type=text],input[type=tel],input[type=file],select,textarea{width:100%;min-height:3rem;padding:.625rem .75rem;border:1px solid color-mix(in srgb,var(--ink) 45%,var(--ground));border-radius:8px;background:var(--ground);color:var(--ink);font:inherit}
form>button,form>p>button{margin-top:1.5rem}.quiet{color:var(--ink);background:transparent;border:1px solid var(--line);margin-top:.75rem}
table{width:100%;border-collapse:collapse;margin:.5rem 0}td,th{padding:.5rem 0;border-bottom:1px solid var(--line);text-align:left;font-weight:400;vertical-align:top}td:last-child,th:last-child{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;padding-left:1rem}
tr.sum td{font-weight:700;font-size:1.125rem;border-bottom:0;padding-top:.75rem}
.way{display:flex;list-style:none;margin:1.5rem 0 1rem;padding:0}.way li{flex:1;position:relative;padding-top:1.75rem;text-align:center;font-size:.8125rem;color:var(--soft)}
.way li:before{content:"";position:absolute;z-index:1;top:0;left:50%;width:1.125rem;height:1.125rem;margin-left:-.5625rem;border-radius:50%;border:2px solid var(--line);background:var(--ground)}
.way li+li:after{content:"";position:absolute;top:.5rem;right:50%;width:100%;height:3px;background:var(--line)}
.way [data-s]{color:var(--ink)}.way [data-s]:after,.way [data-s]:before{background:var(--accent)!important;border-color:var(--accent)!important}.way [aria-current]{font-weight:700}
.hid{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.links{list-style:none;padding:0}.links a,.links button{display:block;padding:.75rem 0;border-bottom:1px solid var(--line)}
.code{font-size:1.5rem;font-weight:700;letter-spacing:.06em;font-variant-numeric:tabular-nums}.qr{display:block;width:100%;max-width:16rem;margin:1rem auto;background:#fff}.qr path{fill:#000}
small{font-size:.875rem}[lang=ja] small{display:block;color:var(--soft);font-weight:400}h1 small{line-height:1.5}.whole{white-space:nowrap}th small{white-space:normal}.sheet{border:1px solid var(--line);padding:1.25rem;margin:1rem 0}details summary{min-height:3rem;padding:.75rem 0;cursor:pointer;font-weight:600}
@media print{.no{display:none}.flow{break-inside:auto;font-size:.875rem}.flow td,.flow th{padding:.25rem 0}.flow small{display:inline!important;margin-left:.5em}small{font-size:.875rem}[lang=ja] small{display:block;color:var(--soft);font-weight:400}h1 small{line-height:1.5}.whole{white-space:nowrap}th small{white-space:normal}.sheet{border:2px solid #000}table td,table th{border-color:#999}.way li:before,.way li:after{print-color-adjust:exact}}`;

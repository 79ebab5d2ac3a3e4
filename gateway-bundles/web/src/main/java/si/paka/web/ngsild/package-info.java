/** Read-only NGSI-LD (ETSI GS CIM 009) for owners and open data. */
package si.paka.web.ngsild;

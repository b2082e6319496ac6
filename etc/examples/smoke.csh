# Create a network with a subnet and a volume, look at them, take them away again.
set token 'X-Auth-Token: smoke:demo'

post /v2.0/networks -d network.name=smoke
expect 201 $.network.status == ACTIVE
capture network = $.network.id

post /v2.0/subnets -d subnet.network_id=$network subnet.ip_version:=4 subnet.cidr=10.0.0.0/24
expect 201 $.subnet.gateway_ip == 10.0.0.1

for name in red blue
  post /v2.0/ports -d port.network_id=$network port.name=$name
  expect 201
end
get /v2.0/ports?network_id=$network
expect 200 $.ports.length == 2
capture ports = $.ports[*].id

post /v3/demo/volumes -H $token -d volume.name=smoke volume.size:=1
expect 202
capture volume = $.volume.id
wait-until --timeout 20 get /v3/demo/volumes/$volume -H $token
expect 200 $.volume.status == available

for port in $ports
  delete /v2.0/ports/$port
end
delete /v2.0/networks/$network
delete /v3/demo/volumes/$volume -H $token
echo all is well

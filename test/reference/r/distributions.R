# Makes test/reference/distributions.json (then biome format --write): Rscript test/reference/r/distributions.R > test/reference/distributions.json
f <- function(x) ifelse(is.infinite(x), ifelse(x>0,'"Inf"','"-Inf"'), sprintf("%.17g", x))
rows <- function(m) paste0("    [", apply(m, 1, function(r) paste(f(r), collapse=", ")), "]", collapse=",\n")
out <- c()
add <- function(name, command, m) out <<- c(out, sprintf('  "%s": {\n   "command": "%s",\n   "rows": [\n%s\n   ]\n  }', name, command, rows(m)))
z <- c(-37.5,-30,-8.3,-5,-2.5,-1.959963984540054,-1,-0.1,-1e-5,0,1e-8,0.3,0.67448975,1,1.5,1.7,1.8,2,3,5,6.5,8,10,15,20,25,30,35,37)
add("normal","pnorm(z), pnorm(z, lower.tail = FALSE); columns z, lower, upper",cbind(z,pnorm(z),pnorm(z,lower.tail=FALSE)))
g <- expand.grid(t=c(-3.3,-0.7,0,1e-6,0.02,0.5,1,1.812461,2,2.8,4,6.1,9,15,30,60,200,1e4,1e10,1e100,1e250),df=c(0.3,1,1.5,2,2.7,3,4.5,5,9,17.7764735162,29,100.25,997,2003.95578202916,12345.6,99999))
lo<-pt(g$t,g$df); up<-pt(g$t,g$df,lower.tail=FALSE); k<-up>1e-300 & lo>1e-300
add("student","pt(t, df), pt(t, df, lower.tail = FALSE); columns t, df, lower, upper",cbind(g$t,g$df,lo,up)[k,])
g <- expand.grid(x=c(1e-8,0.01,0.3,1,2.2,3.841459,5,9,16,25,50,90,120,200,500,900,1300,9800,10000,10500,14000,100000,103000,110000),df=c(0.5,1,2,3,4.4,5,10,33.3,100,999.5,1e4,1e5))
lo<-pchisq(g$x,g$df); up<-pchisq(g$x,g$df,lower.tail=FALSE); k<-up>1e-300 & lo>1e-300
add("chiSquare","pchisq(x, df), pchisq(x, df, lower.tail = FALSE); columns x, df, lower, upper",cbind(g$x,g$df,lo,up)[k,])
g <- expand.grid(f=c(1e-6,0.05,0.4,0.9,1,1.1,1.5,2.3,4,7.7,15,40,120,1000,1e6),df1=c(0.7,1,2,3.5,7,24,150.5,2000),df2=c(0.9,1,2,5.5,10,47,333.3,5000,80000))
lo<-pf(g$f,g$df1,g$df2); up<-pf(g$f,g$df1,g$df2,lower.tail=FALSE); k<-up>1e-300 & lo>1e-300
set.seed(1); keep <- which(k); keep <- sort(sample(keep,300))
add("f","pf(f, df1, df2), pf(f, df1, df2, lower.tail = FALSE); columns f, df1, df2, lower, upper",cbind(g$f,g$df1,g$df2,lo,up)[keep,])
g <- rbind(expand.grid(k=c(0,1,3,7,12,24,25),n=25,p=c(1e-6,0.003,0.1,0.5,0.77,0.999)),expand.grid(k=c(0,2,9,50,100,150,300,480,700,999),n=1000,p=c(1e-4,0.01,0.15,0.5,0.9)),expand.grid(k=c(0,50,900,1000,1100,1500,49000,50000,51000,56000),n=100000,p=c(1e-5,0.01,0.5)))
lo<-pbinom(g$k,g$n,g$p); up<-pbinom(g$k,g$n,g$p,lower.tail=FALSE); k<-up>1e-300 & lo>1e-300
add("binomial","pbinom(k, n, p), pbinom(k, n, p, lower.tail = FALSE); columns k, n, p, lower, upper",cbind(g$k,g$n,g$p,lo,up)[k,])
g <- expand.grid(k=c(0,1,2,5,10,20,50,99,150,300,900,1000,1100,2000),m=c(1e-5,0.2,1,4.5,12,77.7,1000))
lo<-ppois(g$k,g$m); up<-ppois(g$k,g$m,lower.tail=FALSE); k<-up>1e-300 & lo>1e-300
add("poisson","ppois(k, mean), ppois(k, mean, lower.tail = FALSE); columns k, mean, lower, upper",cbind(g$k,g$m,lo,up)[k,])
p <- c(1e-300,1e-100,1e-30,1e-12,1e-6,0.001,0.025,0.1,0.25,0.4,0.499999,0.5,0.6,0.75,0.9,0.95,0.975,0.995,0.9999)
add("normalQuantile","qnorm(p), qnorm(p, lower.tail = FALSE); columns p, lower, upper",cbind(p,qnorm(p),qnorm(p,lower.tail=FALSE)))
g <- expand.grid(p=c(1e-30,1e-12,1e-6,0.001,0.025,0.1,0.4,0.5,0.6,0.95,0.975,0.995,0.9999),df=c(1,1.5,2,3,4.5,9,17.7764735162,60,1000.5,99999))
add("studentQuantile","qt(p, df), qt(p, df, lower.tail = FALSE); columns p, df, lower, upper",cbind(g$p,g$df,qt(g$p,g$df),qt(g$p,g$df,lower.tail=FALSE)))
g <- expand.grid(p=c(1e-30,1e-12,1e-6,0.001,0.025,0.1,0.5,0.9,0.975,0.9999),df=c(0.5,1,2,5,10,33.3,100,1e4))
add("chiSquareQuantile","qchisq(p, df), qchisq(p, df, lower.tail = FALSE); columns p, df, lower, upper",cbind(g$p,g$df,qchisq(g$p,g$df),qchisq(g$p,g$df,lower.tail=FALSE)))
g <- expand.grid(p=c(1e-12,1e-6,0.001,0.025,0.1,0.5,0.9,0.975,0.9999),df1=c(1,3.5,24,150.5),df2=c(2,10,47,5000))
lo<-qf(g$p,g$df1,g$df2); up<-qf(g$p,g$df1,g$df2,lower.tail=FALSE)
k <- lo>0 & abs(pf(lo,g$df1,g$df2)/g$p-1)<1e-12 & abs(pf(up,g$df1,g$df2,lower.tail=FALSE)/g$p-1)<1e-12 & abs(pf(up,g$df1,g$df2)/(1-g$p)-1)<1e-11 & abs(pf(lo,g$df1,g$df2,lower.tail=FALSE)/(1-g$p)-1)<1e-11; g<-g[k,]
add("fQuantile","of the rows where pf gives both tails back to 1e-11: qf(p, df1, df2), qf(p, df1, df2, lower.tail = FALSE); columns p, df1, df2, lower, upper",cbind(g$p,g$df1,g$df2,qf(g$p,g$df1,g$df2),qf(g$p,g$df1,g$df2,lower.tail=FALSE)))
x <- c(1e-8,0.01,0.1,0.3,0.5,0.75,0.9,0.999999,1.0000001,1.1,1.25,1.4616321449683622,1.5,1.75,1.9,1.999,2.0001,2.2,2.5,3,4.7,8,11.3,14.9,15,15.1,33.3,171,1000.5,1e6)
add("logGamma","lgamma(x); columns x, value",cbind(x,lgamma(x)))
cat("{\n \"source\": \"", R.version.string, ", package stats; sprintf('%.17g')\",\n \"tables\": {\n", paste(out,collapse=",\n"), "\n }\n}\n", sep="")
